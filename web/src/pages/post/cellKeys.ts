// What keys do in every cell of a line: Enter goes on to the scan cell, ↑ and ↓ to the same cell
// of another line, → and ← at the text's ends along the row.
import type { KeyboardEvent } from "react";
import { focusLine, focusScan, type Walked } from "./focus";
import type { Change } from "./grid";

const inRow = (from: HTMLElement): HTMLElement[] => [...(from.closest("li")?.querySelectorAll<HTMLElement>("input:enabled, select:enabled, button:enabled") ?? [])];

/** What stands right or left of it in its row: the unit, the lot, the place. */
function beside(from: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const all = inRow(from);
  return all[all.indexOf(from) + by];
}

const isAtEnd = ({ selectionStart, value }: HTMLInputElement): boolean => selectionStart === value.length;
const isAtStart = ({ selectionEnd }: HTMLInputElement): boolean => selectionEnd === 0;

export interface At {
  cell: Walked;
  key: number;
  /** The lines before and after; after the last is the scan cell. */
  before: number | undefined;
  after: number | undefined;
  change: (c: Change) => void;
}

/** Whether the key led somewhere. */
function walk(event: KeyboardEvent<HTMLInputElement>, { cell, key, before, after, change }: At): boolean {
  const field = event.currentTarget;
  if (event.ctrlKey && event.key === "Delete") {
    change({ do: "remove", key });
    focusScan();
  } else if (event.ctrlKey || event.metaKey || event.altKey) return false;
  else if (event.key === "Enter" && !event.shiftKey) focusScan();
  else if (event.key === "ArrowDown") focusLine(after, cell);
  else if (event.key === "ArrowUp") focusLine(before ?? key, cell);
  else if (event.key === "ArrowRight" && isAtEnd(field)) beside(field, 1)?.focus();
  else if (event.key === "ArrowLeft" && isAtStart(field)) beside(field, -1)?.focus();
  else return false;
  return true;
}

/** In a list of units ↑ and ↓ choose; along the row it goes as elsewhere. */
export function walkRow(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowRight: 1 as const, ArrowLeft: -1 as const }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  beside(event.currentTarget, by)?.focus();
  event.preventDefault();
}

export function walkCells(event: KeyboardEvent<HTMLInputElement>, at: At): void {
  if (walk(event, at)) event.preventDefault();
}
