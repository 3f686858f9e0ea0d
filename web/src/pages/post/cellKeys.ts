// Keys in the cells of a line: Enter goes to the scan cell, ↑ and ↓ to the same cell of another
// line, → and ← at the ends of the text along the row.
import type { KeyboardEvent } from "react";
import { focusLine, focusScan, type LineCell } from "./focus";
import type { Change } from "./grid";

const inRow = (from: HTMLElement): HTMLElement[] => [...(from.closest("li")?.querySelectorAll<HTMLElement>("input:enabled, select:enabled, button:enabled") ?? [])];

/** The next or previous control in the row. */
function neighbour(from: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const all = inRow(from);
  return all[all.indexOf(from) + by];
}

const isAtEnd = ({ selectionStart, value }: HTMLInputElement): boolean => selectionStart === value.length;
const isAtStart = ({ selectionEnd }: HTMLInputElement): boolean => selectionEnd === 0;

export interface At {
  cell: LineCell;
  key: number;
  /** Keys of the lines before and after; the scan cell follows the last. */
  before: number | undefined;
  after: number | undefined;
  change: (c: Change) => void;
}

/** Returns whether the key was handled. */
function move(event: KeyboardEvent<HTMLInputElement>, { cell, key, before, after, change }: At): boolean {
  const field = event.currentTarget;
  if (event.ctrlKey && event.key === "Delete") {
    change({ do: "remove", key });
    focusScan();
  } else if (event.ctrlKey || event.metaKey || event.altKey) return false;
  else if (event.key === "Enter" && !event.shiftKey) focusScan();
  else if (event.key === "ArrowDown") focusLine(after, cell);
  else if (event.key === "ArrowUp") focusLine(before ?? key, cell);
  else if (event.key === "ArrowRight" && isAtEnd(field)) neighbour(field, 1)?.focus();
  else if (event.key === "ArrowLeft" && isAtStart(field)) neighbour(field, -1)?.focus();
  else return false;
  return true;
}

/** For selects, where ↑ and ↓ change the value: only → and ←. */
export function moveInRow(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowRight: 1 as const, ArrowLeft: -1 as const }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  neighbour(event.currentTarget, by)?.focus();
  event.preventDefault();
}

export function moveBetweenCells(event: KeyboardEvent<HTMLInputElement>, at: At): void {
  if (move(event, at)) event.preventDefault();
}
