// Moves the focus between the cells of the grid, by id. A line that is out of sight may not be
// rendered: the list is asked to render it first.
export const scanId = "post-scan";
export const kindId = "post-kind";

/** The cells between which ↑ and ↓ move. */
export type LineCell = "quantity" | "weighed" | "lot" | "cost";

export const rowId = (key: number): string => `post-line-${String(key)}`;
export const cellId = (cell: LineCell, key: number): string => `post-${cell}-${String(key)}`;
export const faultId = (key: number): string => `post-fault-${String(key)}`;

function focus(id: string): void {
  const element = document.getElementById(id);
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
}

export const focusScan = (): void => focus(scanId);
export const focusKind = (): void => focus(kindId);

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
  if (document.getElementById(rowId(key))) then();
  else renderer?.(key, then);
}

/** Focuses a cell of a line, or its quantity if it has no such cell; without a line, the scan cell. */
export function focusLine(key: number | undefined, cell: LineCell = "quantity"): void {
  if (key === undefined) focusScan();
  else whenRendered(key, () => focus(cellId(document.getElementById(cellId(cell, key)) ? cell : "quantity", key)));
}

const firstIn = (within: string, what: string): HTMLElement | null => document.querySelector<HTMLElement>(`${within} ${what}`);

/** Focuses the first error: in the head, otherwise in this line. */
export function focusFault(line: number | undefined): void {
  const inHead = firstIn("#post fieldset", "[aria-invalid=true]");
  if (inHead || line === undefined) inHead?.focus();
  else whenRendered(line, () => (firstIn(`#${rowId(line)}`, "[aria-invalid=true]") ?? firstIn(`#${rowId(line)}`, "button"))?.focus());
}
