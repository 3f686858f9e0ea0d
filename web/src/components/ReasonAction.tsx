// A button whose action needs a reason: a dialog, loaded when it opens, asks for it.
import { lazy, Suspense, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Reasoned } from "./ReasonDialog";

const ReasonDialog = lazy(() => import("./ReasonDialog"));

interface Props extends Reasoned {
  isDisabled?: boolean;
  /** Moves the focus afterwards and returns whether it did; left out: to the button. */
  goOn?: () => boolean;
}

export function ReasonAction({ isDisabled = false, goOn, ...reasoned }: Props) {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const focusNext = () => {
    if (!goOn?.()) opener.current?.focus();
  };
  return (
    <>
      <Button ref={opener} variant="outline" disabled={isDisabled} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(true)}>
        {reasoned.label}
      </Button>
      <Suspense>{isOpen && <ReasonDialog {...reasoned} onClose={() => setOpen(false)} goOn={focusNext} />}</Suspense>
    </>
  );
}
