// Asks whether to go on; its text names the consequences.
import { AlertDialog, AlertDialogAction, AlertDialogCancel, AlertDialogContent, AlertDialogDescription, AlertDialogTitle } from "./ui/alert-dialog";
import { DialogFooter } from "./ui/dialog";

interface Props {
  title: string;
  text: string;
  yes: string;
  no: string;
  onAnswer: (isYes: boolean) => void;
  /** Gives the focus to what comes next; left out: to what had it. */
  goOn?: () => void;
}

export default function Question({ title, text, yes, no, onAnswer, goOn }: Props) {
  const focusNext = (event: Event) => {
    if (!goOn) return;
    event.preventDefault();
    goOn();
  };
  return (
    <AlertDialog open onOpenChange={(isOpen) => isOpen || onAnswer(false)}>
      <AlertDialogContent onCloseAutoFocus={focusNext}>
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription>{text}</AlertDialogDescription>
        <DialogFooter>
          <AlertDialogAction onClick={() => onAnswer(true)}>{yes}</AlertDialogAction>
          <AlertDialogCancel>{no}</AlertDialogCancel>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
