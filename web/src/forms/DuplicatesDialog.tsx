// Shows existing records of the same name before another one is created.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { Duplicate } from "./useRecordForm";

export function DuplicatesDialog({ duplicates, answer }: { duplicates: readonly Duplicate[]; answer: (make: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={duplicates.length > 0} onOpenChange={() => answer(false)}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("form.duplicates")}</DialogTitle>
          <DialogDescription>{t("form.duplicates_text")}</DialogDescription>
        </DialogHeader>
        <ul className="flex flex-col">
          {duplicates.map(({ id, code, name, to }) => (
            <li key={id}>
              <Link to={to} target="_blank" className="flex min-h-11 items-center gap-2 text-primary underline-offset-4 hover:underline sm:min-h-9">
                <span className="font-mono">{code}</span> {name}
              </Link>
            </li>
          ))}
        </ul>
        <DialogFooter>
          <Button onClick={() => answer(true)}>{t("form.duplicates_create")}</Button>
          <Button variant="outline" onClick={() => answer(false)}>
            {t("form.back")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
