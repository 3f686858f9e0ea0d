// Keyboard shortcuts: one list for the listener and the help dialog. A page adds its own while it is
// shown. Single letters can be switched off (WCAG 2.1.4); keys with Ctrl and keys without a letter
// always work. A single key is delayed by the gap of a scanner, so that a scan triggers none.
import { useEffect, useRef } from "react";
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

export const useShortcuts = create<{ list: Shortcut[] }>()(() => ({ list: [] }));

/** Returns a function that removes them. */
export function addShortcuts(these: readonly Shortcut[]): () => void {
  useShortcuts.setState(({ list }) => ({ list: [...list, ...these] }));
  return () => {
    useShortcuts.setState(({ list }) => ({ list: list.filter((one) => !these.includes(one)) }));
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

const sequenceMs = 1000;
let before = { key: "", at: 0 };

function named(event: KeyboardEvent): string {
  const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  return control + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

/** Input types without text. */
const pressed = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement ? !pressed.test(target.type)
    : target instanceof HTMLElement && (target.isContentEditable || /^(textarea|select)$/i.test(target.tagName));

/** The last one added wins, so a page overrides the frame. */
function find(keys: string): Shortcut | undefined {
  return useShortcuts.getState().list.findLast((one) => one.keys === keys);
}

function act(event: KeyboardEvent): void {
  const keys = named(event);
  const sequence = event.timeStamp - before.at < sequenceMs ? `${before.key} ${keys}` : keys;
  const one = find(sequence) ?? find(keys);
  before = { key: keys, at: event.timeStamp };
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
  if (find(named(event))) event.preventDefault(); // too late after the delay
  clearTimeout(timer);
  held.push(event);
  timer = setTimeout(release, scannerGapMs);
}

export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const isPlain = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  if (isPlain && (isTyping(event.target) || singleKeys.get() === "off")) return;
  if (isPlain) hold(event);
  else if (event.key !== "Shift") {
    release();
    act(event);
  }
}
