// Moves the focus between the cells of the grid, by name; each is also the id of its element. A line
// that is out of sight may not be rendered: the list is asked to render it first.
import { focusOn, shownAs } from "@/lib/focusable";

export const headId = "post-head";
export const scanId = "post-scan";
export const kindId = "post-kind";

/** The cells between which ↑ and ↓ move. */
export type LineCell = "quantity" | "weighed" | "lot" | "cost";

export const rowId = (key: number): string => `post-line-${String(key)}`;
export const cellId = (cell: LineCell, key: number): string => `post-${cell}-${String(key)}`;
export const faultId = (key: number): string => `post-fault-${String(key)}`;

export const focusScan = (): boolean => focusOn(scanId);
export const focusKind = (): boolean => focusOn(kindId);
export const isScanFocused = (): boolean => document.activeElement === shownAs(scanId);

type Renderer = (key: number, then: () => void) => void;

let renderer: Renderer | undefined;

/** Registered by the list while it is shown. */
export function setRenderer(how: Renderer): () => void {
  renderer = how;
  return () => {
    renderer = undefined;
  };
}

function whenRendered(key: number, then: () => void): void {
  if (shownAs(rowId(key))) then();
  else renderer?.(key, then);
}

/** Focuses a cell of a line, or its quantity if it has no such cell; without a line, the scan cell. */
export function focusLine(key: number | undefined, cell: LineCell = "quantity"): void {
  if (key === undefined) focusScan();
  else whenRendered(key, () => focusOn(cellId(cell, key)) || focusOn(cellId("quantity", key)));
}

const firstIn = (within: string, what: string): HTMLElement | null | undefined => shownAs(within)?.querySelector<HTMLElement>(what);

/** Focuses the first error: in the head, otherwise in this line. */
export function focusFault(line: number | undefined): void {
  const inHead = firstIn(headId, "[aria-invalid=true]");
  if (inHead || line === undefined) inHead?.focus();
  else whenRendered(line, () => (firstIn(rowId(line), "[aria-invalid=true]") ?? firstIn(rowId(line), "button"))?.focus());
}
