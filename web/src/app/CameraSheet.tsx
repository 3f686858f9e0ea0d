// The camera as a scanner, on a phone: the first code it sees goes to whatever the page takes.
// Loaded on first use.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { makeSignal, openCamera, readCode } from "@/lib/camera";
import { takeScan } from "./scans";

export default function CameraSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const code = useRef<string>(undefined);
  const [isRefused, setRefused] = useState(false);

  useEffect(() => {
    const stop = new AbortController();
    const signal = makeSignal();
    const run = async () => {
      const stream = await openCamera();
      stop.signal.addEventListener("abort", () => stream.getTracks().forEach((track) => track.stop()));
      if (stop.signal.aborted || !video.current) return stream.getTracks().forEach((track) => track.stop());
      video.current.srcObject = stream;
      await video.current.play();
      code.current = await readCode(video.current, stop.signal);
      if (code.current === undefined) return;
      signal();
      onClose();
    };
    run().catch(() => {
      if (!stop.signal.aborted) setRefused(true);
    });
    return () => stop.abort();
  }, [onClose]);

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        onCloseAutoFocus={(event) => {
          if (code.current === undefined) return;
          event.preventDefault(); // the page decides where the focus goes
          takeScan(code.current);
        }}
      >
        <DialogHeader>
          <DialogTitle>{t("frame.camera")}</DialogTitle>
          <DialogDescription role={isRefused ? "alert" : undefined}>{t(isRefused ? "frame.camera_refused" : "frame.camera_hint")}</DialogDescription>
        </DialogHeader>
        {!isRefused && <video ref={video} muted playsInline className="aspect-square w-full rounded-md bg-muted object-cover" />}
      </DialogContent>
    </Dialog>
  );
}
