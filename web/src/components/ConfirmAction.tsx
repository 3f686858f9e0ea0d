// A button whose action is confirmed in a dialog that names the consequences and shows errors.
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/api/errors";
import { problemOf, type Problem } from "@/forms/faults";
import { FormProblem } from "@/forms/Form";
import { AlertDialog, AlertDialogCancel, AlertDialogContent, AlertDialogDescription, AlertDialogTitle, AlertDialogTrigger } from "./ui/alert-dialog";
import { Button } from "./ui/button";
import { DialogFooter } from "./ui/dialog";

interface Props {
  /** Label of the button and of the dialog's confirm button. */
  label: string;
  icon?: ReactNode;
  title: string;
  text: string;
  isDestructive?: boolean;
  act: () => Promise<void>;
}

export function ConfirmAction({ label, icon, title, text, isDestructive, act }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const open = (isAsked: boolean) => {
    setProblem(undefined);
    setOpen(isAsked);
  };
  const confirm = async () => {
    setBusy(true);
    try {
      await act();
      setOpen(false);
    } catch (thrown) {
      const error = toApiError(thrown);
      setProblem(problemOf(error, error.faults));
    } finally {
      setBusy(false);
    }
  };

  return (
    <AlertDialog open={isOpen} onOpenChange={open}>
      <AlertDialogTrigger asChild>
        <Button variant="outline">
          {icon}
          {label}
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent>
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription>{text}</AlertDialogDescription>
        <FormProblem problem={problem} />
        <DialogFooter>
          <Button variant={isDestructive ? "destructive" : "default"} disabled={isBusy} onClick={() => void confirm()}>
            {label}
          </Button>
          <AlertDialogCancel>{t("action.cancel")}</AlertDialogCancel>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
