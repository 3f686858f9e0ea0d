// On paper a posting's number stands as bars, too. /postings/ID?print=1 prints at once.
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { Barcode } from "@/components/Barcode";

/** Until the bars are drawn. */
const drawnMs = 400;

export function SlipHead({ number }: { number: string }) {
  const [url, setUrl] = useSearchParams();
  const isAsked = url.has("print");
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(() => {
      setUrl({}, { replace: true });
      window.print();
    }, drawnMs);
    return () => clearTimeout(timer);
  }, [isAsked, setUrl]);
  return (
    <div className="hidden print:block">
      <Barcode code={number} />
    </div>
  );
}
