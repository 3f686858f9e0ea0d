// Prints a posting's number as a barcode and at the foot of each sheet. /postings/ID?print=1 prints
// at once.
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { Barcode } from "@/components/Barcode";

/** Prints even if the barcode fails to load. */
const patienceMs = 3000;

export function SlipHead({ number }: { number: string }) {
  const [url, setUrl] = useSearchParams();
  const [isDrawn, setDrawn] = useState(false);
  const isAsked = url.has("print");
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(() => {
      setUrl({}, { replace: true });
      window.print();
    }, isDrawn ? 0 : patienceMs);
    return () => clearTimeout(timer);
  }, [isAsked, isDrawn, setUrl]);
  return (
    <div className="hidden print:block">
      <style>{`@page { @bottom-left { content: ${JSON.stringify(number)}; font: 9pt monospace } }`}</style>
      <Barcode code={number} className="h-[14mm]" onLoad={() => setDrawn(true)} />
    </div>
  );
}
