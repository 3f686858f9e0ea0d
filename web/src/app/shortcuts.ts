// Keyboard shortcuts: one list for the listener and the help dialog; tinykeys matches them. A page adds
// its own while it is shown. Single letters can be switched off (WCAG 2.1.4); keys with Ctrl and keys
// without a letter always work. A single key is delayed by the gap of a scanner, so that a scan triggers none.
import { useEffect, useRef } from "react";
import { createKeybindingsHandler } from "tinykeys";
import { create } from "zustand";
import type { Words } from "@/i18n";
import { remembered } from "@/lib/remembered";
import { scannerGapMs, shortestCode } from "@/lib/scanner";
import { typeInto } from "@/lib/typeInto";

export interface Shortcut {
  /** "/", "n", "g s" (one after the other), "Ctrl+Enter". */
  keys: string;
  does: Words;
  run: () => void;
}

export const singleKeys = remembered("single_keys", ["on", "off"]);

interface Bound extends Shortcut {
  /** Takes each key that is pressed; true for the last one of its keys. */
  matches: (event: KeyboardEvent) => boolean;
}

export const useShortcuts = create<{ list: Bound[] }>()(() => ({ list: [] }));

/** A character is taken with the Shift that a keyboard needs for it, and ⌘ is Ctrl. */
function matcher(keys: string): Bound["matches"] {
  const anyShift = keys.split(" ").map((key) => (key.length === 1 ? `[Shift]+${key}` : key)).join(" ");
  let isMatch = false;
  const match = () => {
    isMatch = true;
  };
  const feed = createKeybindingsHandler(
    Object.fromEntries(["Control", "Meta"].map((control) => [anyShift.replace("Ctrl", control), match])),
    { ignore: () => false }, // press() has decided
  );
  return (event) => {
    isMatch = false;
    feed(event);
    return isMatch;
  };
}

/** Returns a function that removes them. */
export function addShortcuts(these: readonly Shortcut[]): () => void {
  const bound = these.map((one) => ({ ...one, matches: matcher(one.keys) }));
  useShortcuts.setState(({ list }) => ({ list: [...list, ...bound] }));
  return () => {
    useShortcuts.setState(({ list }) => ({ list: list.filter((one) => !bound.includes(one)) }));
  };
}

export function useShortcut(keys: string, does: Words, run: () => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    const act = () => {
      latest.current();
    };
    return addShortcuts([{ keys, does, run: act }]);
  }, [keys, does, enabled]);
}

// --- the listener ---

/** Input types without text. */
const pressed = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement ? !pressed.test(target.type)
    : target instanceof HTMLElement && (target.isContentEditable || /^(textarea|select)$/i.test(target.tagName));

/** Each sees the key. A sequence goes before its last key alone; the last one added wins, so a page overrides the frame. */
function act(event: KeyboardEvent): void {
  const matched = useShortcuts.getState().list.filter(({ matches }) => matches(event));
  const one = matched.findLast(({ keys }) => keys.includes(" ")) ?? matched.at(-1);
  if (!one) return;
  event.preventDefault();
  one.run();
}

let held: KeyboardEvent[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Discards delayed keys that belong to a scan. */
export function forgetHeld(): void {
  clearTimeout(timer);
  held = [];
}

/** Focuses the search field: a person goes on typing at once. */
const search = "/";

/** Acts on delayed keys, or types those that follow the search key: they came before it moved the focus. */
function release(): void {
  const [first, ...rest] = held;
  forgetHeld();
  if (first?.key === search) {
    act(first);
    const field = document.activeElement;
    if (field instanceof HTMLInputElement && isTyping(field) && rest.length > 0) typeInto(field, rest.map(({ key }) => key).join(""));
  } else if (first && rest.length < shortestCode - 1) [first, ...rest].forEach(act); // more at once are not typed by hand
}

function hold(event: KeyboardEvent): void {
  if (useShortcuts.getState().list.some(({ keys }) => keys === event.key)) event.preventDefault(); // too late after the delay
  clearTimeout(timer);
  held.push(event);
  timer = setTimeout(release, scannerGapMs);
}

/** A browser that fills in a field also says that a key was pressed, and not which. */
export const isKey = (event: Event): event is KeyboardEvent => event instanceof KeyboardEvent;

export function press(event: Event): void {
  if (!isKey(event) || event.defaultPrevented || event.altKey || event.isComposing) return;
  const isPlain = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  if (isPlain && (isTyping(event.target) || singleKeys.get() === "off")) return;
  if (isPlain) hold(event);
  else if (event.key !== "Shift") {
    release();
    act(event);
  }
}
