// Before a second one of the same name is made: those that are there.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { Twin } from "./useRecordForm";

export function TwinsDialog({ twins, answer }: { twins: readonly Twin[]; answer: (make: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={twins.length > 0} onOpenChange={() => answer(false)}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("form.twins")}</DialogTitle>
          <DialogDescription>{t("form.twins_text")}</DialogDescription>
        </DialogHeader>
        <ul className="flex flex-col">
          {twins.map(({ id, code, name, to }) => (
            <li key={id}>
              <Link to={to} target="_blank" className="flex min-h-11 items-center gap-2 text-primary underline-offset-4 hover:underline sm:min-h-9">
                <span className="font-mono">{code}</span> {name}
              </Link>
            </li>
          ))}
        </ul>
        <DialogFooter>
          <Button onClick={() => answer(true)}>{t("form.twins_make")}</Button>
          <Button variant="outline" onClick={() => answer(false)}>
            {t("form.back")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
