// Reads barcodes from the camera: by the browser's own detector where it has one, otherwise by
// ZXing on WebAssembly, loaded only then and from this origin.
type Detect = (image: HTMLVideoElement) => Promise<{ rawValue: string }[]>;

/** Those of items, packs and GS1 labels. */
const formats = ["code_128", "code_39", "ean_13", "ean_8", "upc_a", "upc_e", "itf", "qr_code", "data_matrix"] as const;

interface Native {
  new (options: { formats: readonly string[] }): { detect: Detect };
  getSupportedFormats: () => Promise<string[]>;
}

async function native(): Promise<Detect | undefined> {
  const Detector = (globalThis as { BarcodeDetector?: Native }).BarcodeDetector;
  const supported = (await Detector?.getSupportedFormats().catch(() => [])) ?? [];
  const usable = formats.filter((format) => supported.includes(format));
  if (!Detector || !usable.includes("code_128") || !usable.includes("ean_13")) return undefined;
  const detector = new Detector({ formats: usable });
  return (image) => detector.detect(image);
}

async function polyfill(): Promise<Detect> {
  const [{ BarcodeDetector, prepareZXingModule }, { default: wasm }] = await Promise.all([import("barcode-detector/ponyfill"), import("zxing-wasm/reader/zxing_reader.wasm?url")]);
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  const detector = new BarcodeDetector({ formats: [...formats] });
  return (image) => detector.detect(image);
}

export const openCamera = (): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } } });

/** Shows the camera in the element and resolves with the first code in it; undefined once stopped. */
export async function readCode(video: HTMLVideoElement, stopped: AbortSignal): Promise<string | undefined> {
  const detect = (await native()) ?? (await polyfill());
  while (!stopped.aborted) {
    const [found] = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await detect(video) : [];
    if (found?.rawValue) return found.rawValue;
    await new Promise((next) => setTimeout(next, lookEveryMs));
  }
  return undefined;
}

const lookEveryMs = 80;

/** Confirms a scan to the ear and the hand; created by a tap, without which browsers allow no sound. */
export function makeSignal(): () => void {
  const audio = new AudioContext();
  return () => {
    navigator.vibrate?.(60);
    const tone = audio.createOscillator();
    tone.frequency.value = 1320;
    tone.connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.09);
    tone.onended = () => void audio.close();
  };
}
