// Opens the list of keyboard shortcuts, also by ?. The dialog is loaded on first use.
import { Keyboard } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useShortcut } from "./shortcuts";

const ShortcutsDialog = lazy(() => import("./ShortcutsDialog"));

export function ShortcutsButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const show = () => {
    setOpen(true);
  };
  useShortcut("?", "frame.help_key", show);
  return (
    <>
      <Button variant="ghost" size="icon" className="max-md:hidden" aria-label={t("frame.shortcuts")} title={t("frame.shortcuts")} onClick={show}>
        <Keyboard aria-hidden />
      </Button>
      <Suspense>{open && <ShortcutsDialog onOpenChange={setOpen} />}</Suspense>
    </>
  );
}
