// Asks before unsaved changes are lost: a dialog within the app, the browser's prompt outside it.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker, type Location } from "react-router";
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { DialogFooter } from "@/components/ui/dialog";

interface Unsaved {
  /** Allows leaving: the form was saved or discarded. */
  release: () => void;
  dialog: React.ReactNode;
}

/** Path and search, which may hold the edit mode (?edit=1). */
const addressOf = ({ pathname, search }: Location): string => pathname + search;

export function useUnsaved(isDirty: boolean): Unsaved {
  const { t } = useTranslation();
  const isReleased = useRef(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isDirty && !isReleased.current && addressOf(currentLocation) !== addressOf(nextLocation));

  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (!isReleased.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
    };
  }, [isDirty]);

  return {
    release: () => {
      isReleased.current = true;
    },
    dialog: (
      <AlertDialog open={blocker.state === "blocked"}>
        <AlertDialogContent onEscapeKeyDown={() => blocker.reset?.()}>
          <AlertDialogTitle>{t("form.leave")}</AlertDialogTitle>
          <AlertDialogDescription>{t("form.leave_text")}</AlertDialogDescription>
          <DialogFooter>
            <AlertDialogAction onClick={() => blocker.proceed?.()}>{t("form.leave_do")}</AlertDialogAction>
            <AlertDialogCancel onClick={() => blocker.reset?.()}>{t("form.leave_not")}</AlertDialogCancel>
          </DialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    ),
  };
}
