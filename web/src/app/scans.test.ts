import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listenForScans, useScans } from "./scans";
import { addShortcuts, press } from "./shortcuts";

let now = 0;

/** Dispatches a key at a simulated time; returns false if its default was prevented. */
function key(name: string, afterMs: number, more: KeyboardEventInit = {}): boolean {
  now += afterMs;
  vi.advanceTimersByTime(afterMs);
  const event = new KeyboardEvent("keydown", { key: name, code: "Unidentified", bubbles: true, cancelable: true, ...more });
  Object.defineProperty(event, "timeStamp", { value: now });
  return (document.activeElement ?? document.body).dispatchEvent(event);
}

const type = (text: string, gapMs: number): boolean[] => [...text].map((one) => key(one, gapMs));

describe("a scanner and typing", () => {
  const open = vi.fn();
  const ran = vi.fn();
  const leave: (() => void)[] = [];
  beforeEach(() => {
    vi.useFakeTimers();
    open.mockReset();
    ran.mockReset();
    now += 10_000;
    document.addEventListener("keydown", press);
    leave.push(
      listenForScans(open),
      addShortcuts(["n", "/", "?", "g p", "Ctrl+Enter"].map((keys) => ({ keys, does: "frame.help_key", run: () => ran(keys) }))),
      () => document.removeEventListener("keydown", press),
    );
  });
  afterEach(() => {
    leave.splice(0).forEach((f) => f());
    document.body.innerHTML = "";
    vi.useRealTimers();
  });
  const focus = (html: string) => {
    document.body.innerHTML = html;
    document.body.querySelector<HTMLElement>("*")?.focus();
  };

  it("are told apart: a scan triggers no shortcut, and its Enter no click", () => {
    focus("<button>Post</button>");
    type("n/?gp-1", 5);
    expect(key("Enter", 5)).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(open.mock.calls).toEqual([["n/?gp-1"]]);
    expect(ran).not.toHaveBeenCalled();
    expect(key("Enter", 500)).toBe(true);
  });
  it("a single key acts almost at once, a sequence in order", () => {
    key("n", 100);
    expect(ran).not.toHaveBeenCalled();
    vi.advanceTimersByTime(40);
    expect(ran.mock.calls).toEqual([["n"]]);
    type("gp", 90);
    vi.advanceTimersByTime(40);
    expect(ran.mock.calls).toEqual([["n"], ["g p"]]);
    type("gp", 20); // fast typing, or two keys at once
    vi.advanceTimersByTime(40);
    expect(ran).toHaveBeenCalledTimes(3);
    key("Enter", 20, { ctrlKey: true });
    expect(ran).toHaveBeenLastCalledWith("Ctrl+Enter");
  });
  it("a character acts with the Shift that a keyboard needs for it; with Alt it is another", () => {
    key("/", 100, { code: "Digit7", shiftKey: true }); // German
    key("?", 100, { code: "Minus", shiftKey: true });
    key("N", 100, { code: "KeyN", shiftKey: true });
    key("n", 100, { code: "KeyN", altKey: true });
    vi.advanceTimersByTime(40);
    expect(ran.mock.calls).toEqual([["/"], ["?"], ["n"]]);
  });
  it("a sequence goes before its last key alone, also when a page came between, and ends after a second", () => {
    key("g", 100);
    vi.advanceTimersByTime(40);
    leave.push(addShortcuts([{ keys: "p", does: "frame.help_key", run: () => ran("p") }]));
    key("p", 200);
    vi.advanceTimersByTime(40);
    expect(ran.mock.calls).toEqual([["g p"]]);
    key("g", 100);
    key("p", 1100);
    vi.advanceTimersByTime(40);
    expect(ran.mock.calls).toEqual([["g p"], ["p"]]);
  });
  it("of two for one key the one added last acts", () => {
    const remove = addShortcuts([{ keys: "n", does: "frame.help_key", run: () => ran("page") }]);
    key("n", 100);
    vi.advanceTimersByTime(40);
    remove();
    key("n", 100);
    vi.advanceTimersByTime(40);
    expect(ran.mock.calls).toEqual([["page"], ["n"]]);
  });
  it("what a browser fills in is no key", () => {
    document.body.dispatchEvent(new Event("keydown", { bubbles: true }));
    vi.advanceTimersByTime(40);
    expect(ran).not.toHaveBeenCalled();
  });
  it.for([20, 39, 45, 80])("letters typed after the search key go to the search field, at %i ms a key", (gap) => {
    document.body.innerHTML = "<input>";
    const field = document.querySelector("input") as HTMLInputElement;
    leave.push(addShortcuts([{ keys: "/", does: "frame.help_key", run: () => field.focus() }]));
    for (const letter of "/m8x") {
      const isTyped = key(letter, gap) && document.activeElement === field;
      if (isTyped) field.value += letter; // as the browser does
    }
    vi.advanceTimersByTime(40);
    expect(field.value).toBe("m8x");
  });
  it("a burst without its Enter does nothing", () => {
    type("nnnnn", 5);
    expect(key("Enter", 1000)).toBe(true);
    expect(ran).not.toHaveBeenCalled();
    expect(open).not.toHaveBeenCalled();
  });
  it("a key that is held down is not a scan", () => {
    for (let i = 0; i < 9; i++) key("n", 30, { repeat: i > 0 });
    key("Enter", 10);
    expect(open).not.toHaveBeenCalled();
  });
  it("a space within a code presses no button; a single one does", () => {
    focus("<button>Post</button>");
    expect(key(" ", 100)).toBe(true);
    expect(type("AB 12", 5)).toEqual([true, true, false, true, true]);
  });
  it("the separator within a GS1 code comes as Ctrl and ]", () => {
    type("(10)L", 5);
    key("Control", 5, { ctrlKey: true });
    expect(key("]", 5, { ctrlKey: true })).toBe(false);
    type("21S", 5);
    key("Enter", 5);
    expect(open.mock.calls).toEqual([["(10)L\u001d21S"]]);
  });
  it("keys typed into a text field are ignored, but not on a switch", () => {
    focus("<input>");
    type("BOL-1", 5);
    expect(key("Enter", 5)).toBe(true);
    expect(open).not.toHaveBeenCalled();
    focus('<input type="checkbox">');
    type("BOL-1", 5);
    key("Enter", 5);
    expect(open.mock.calls).toEqual([["BOL-1"]]);
  });
  it("a select keeps its value", () => {
    focus("<select><option>Receipt</option><option>Issue</option></select>");
    const list = document.querySelector("select") as HTMLSelectElement;
    const changed = vi.fn();
    list.addEventListener("change", changed);
    key("I", 100);
    list.value = "Issue"; // as the browser does
    type("SS-1", 5);
    key("Enter", 5);
    expect([list.value, changed.mock.calls.length, open.mock.calls[0]]).toEqual(["Receipt", 1, ["ISS-1"]]);
  });
  it("goes to the page's handler, unless a modal is open", () => {
    const take = vi.fn();
    const { unmount } = renderHook(() => useScans(take));
    const scan = () => type("BOL-1", 5) && key("Enter", 5);
    scan();
    document.body.innerHTML = '<div data-slot="alert-dialog-content"></div>';
    now += 1000;
    scan();
    document.body.innerHTML = "";
    unmount();
    now += 1000;
    scan();
    expect([take.mock.calls, open.mock.calls]).toEqual([[["BOL-1"]], [["BOL-1"]]]);
  });
});
