// Draws a code as a Code 128 barcode or a QR code. The library is loaded with the first one.
import { useQuery } from "@tanstack/react-query";

export type Symbology = "code128" | "qrcode";

async function draw(code: string, symbology: Symbology): Promise<string> {
  const { toSVG } = await import("bwip-js/browser");
  const svg = toSVG({ bcid: symbology, text: code, scale: 2, ...(symbology === "code128" && { height: 10 }) });
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

interface Props {
  code: string;
  symbology?: Symbology;
  className?: string;
  onLoad?: () => void;
}

export function Barcode({ code, symbology = "code128", className, onLoad }: Props) {
  const { data } = useQuery({ queryKey: ["barcode", symbology, code], queryFn: () => draw(code, symbology), staleTime: Infinity });
  return data ? <img src={data} alt={code} className={className} onLoad={onLoad} /> : null;
}
