// Recognises scans while no text field has the focus: the final Enter clicks nothing, and the
// current page decides what the code means.
import { useEffect, useRef } from "react";
import i18n from "@/i18n";
import { fnc1, isFnc1, makeBurst } from "@/lib/scanner";
import { toast } from "@/lib/toast";
import { forgetHeld, isKey, isTyping } from "./shortcuts";

type ScanHandler = (code: string) => void;

let handlers: ScanHandler[] = [];
/** For pages without one. */
let fallback: ScanHandler = () => undefined;

/** Hands a code to whatever the page takes. */
export const takeScan = (code: string): void => (handlers.at(-1) ?? fallback)(code);

/** Handles scans while the page is shown. */
export function useScans(handle: ScanHandler): void {
  const latest = useRef(handle);
  useEffect(() => {
    latest.current = handle;
  });
  useEffect(() => {
    const one: ScanHandler = (code) => latest.current(code);
    handlers = [...handlers, one];
    return () => {
      handlers = handlers.filter((other) => other !== one);
    };
  }, []);
}

/** A select jumps to the option that starts with the scanned letters: set it back. */
function restore(list: HTMLSelectElement, value: string): void {
  if (list.value === value) return;
  list.value = value;
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

/** An open modal. */
const modal = "[data-slot=dialog-content], [data-slot=alert-dialog-content], [data-slot=sheet-content]";

/** Listens in the capture phase; scans without handler go to `otherwise`. */
export function listenForScans(otherwise: ScanHandler): () => void {
  fallback = otherwise;
  const burst = makeBurst();
  let before = { list: undefined as HTMLSelectElement | undefined, value: "" };

  const press = (event: Event) => {
    if (!isKey(event)) return;
    const list = event.target instanceof HTMLSelectElement ? event.target : undefined;
    const isSeparator = isFnc1(event);
    if ((event.ctrlKey && !isSeparator) || event.metaKey || event.altKey || event.isComposing || event.repeat || (!list && isTyping(event.target))) return;
    const code = burst.press(isSeparator ? fnc1 : event.key, event.timeStamp);
    if (!burst.isRunning() && event.key !== "Enter") before = { list, value: list?.value ?? "" };
    if (code === undefined) {
      if ((event.key === " " || isSeparator) && burst.isRunning()) event.preventDefault(); // would press a button
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    forgetHeld();
    if (before.list) restore(before.list, before.value);
    if (document.querySelector(modal)) toast.warning(i18n.t("frame.scan_blocked", { code }));
    else takeScan(code);
  };
  document.addEventListener("keydown", press, true);
  return () => document.removeEventListener("keydown", press, true);
}
