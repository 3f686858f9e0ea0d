// A scanner works wherever one stands. Where nothing is being typed its keys are gathered here:
// the Enter at their end clicks nothing, and the page that is shown says what its code is for.
import { useEffect, useRef } from "react";
import { toast } from "sonner";
import i18n from "@/i18n";
import { fnc1, isFnc1, makeBurst } from "@/lib/scanner";
import { forgetHeld, isTyping } from "./shortcuts";

type Take = (code: string) => void;

let takers: Take[] = [];

/** What a scan means on this page, for as long as it is shown. */
export function useScans(take: Take): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const one: Take = (code) => latest.current(code);
    takers = [...takers, one];
    return () => {
      takers = takers.filter((other) => other !== one);
    };
  }, []);
}

/** A list of choices goes to what begins with the letters it gets: it is put back. */
function restore(list: HTMLSelectElement, value: string): void {
  if (list.value === value) return;
  list.value = value;
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

/** What must be answered before the page behind it is worked on. */
const modal = "[data-slot=dialog-content], [data-slot=alert-dialog-content], [data-slot=sheet-content]";

/** Hears every key before all else; what no page wants to have goes to `otherwise`. */
export function listenForScans(otherwise: Take): () => void {
  const burst = makeBurst();
  let before = { list: undefined as HTMLSelectElement | undefined, value: "" };

  const press = (event: KeyboardEvent) => {
    const list = event.target instanceof HTMLSelectElement ? event.target : undefined;
    const isSeparator = isFnc1(event);
    if ((event.ctrlKey && !isSeparator) || event.metaKey || event.altKey || event.isComposing || event.repeat || (!list && isTyping(event.target))) return;
    const code = burst.press(isSeparator ? fnc1 : event.key, event.timeStamp);
    if (!burst.isRunning() && event.key !== "Enter") before = { list, value: list?.value ?? "" };
    if (code === undefined) {
      if ((event.key === " " || isSeparator) && burst.isRunning()) event.preventDefault(); // it would press a button
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    forgetHeld();
    if (before.list) restore(before.list, before.value);
    if (document.querySelector(modal)) toast.warning(i18n.t("frame.scan_blocked", { code }));
    else (takers.at(-1) ?? otherwise)(code);
  };
  document.addEventListener("keydown", press, true);
  return () => document.removeEventListener("keydown", press, true);
}
