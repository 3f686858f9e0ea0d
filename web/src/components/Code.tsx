// A code or an id: set in mono, copied by a click.
import { useTranslation } from "react-i18next";
import { toast } from "sonner";
import { cn } from "@/lib/cn";

export function Code({ code, className }: { code: string; className?: string }) {
  const { t } = useTranslation();
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    toast.success(t("action.copied"), { description: code });
  };
  return (
    <button
      type="button"
      data-slot="code"
      title={t("action.copy", { what: code })}
      className={cn("rounded-sm font-mono wrap-anywhere hover:bg-muted", className)}
      onClick={() => void copy()}
    >
      {code}
    </button>
  );
}
