// A code or id in monospace; a click copies it.
import { Check } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";

const saidMs = 2000;

export function Code({ code, className }: { code: string; className?: string }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
    setTimeout(() => {
      setCopied(false);
    }, saidMs);
  };
  return (
    <>
      <button
        type="button"
        data-slot="code"
        title={t("action.copy", { what: code })}
        className={cn("rounded-sm font-mono wrap-anywhere hover:bg-muted", className)}
        onClick={() => void copy()}
      >
        {code}
        {isCopied && <Check aria-hidden className="ml-1 inline size-4 text-success" />}
      </button>
      <span role="status" className="sr-only">
        {isCopied && t("action.copied")}
      </span>
    </>
  );
}
