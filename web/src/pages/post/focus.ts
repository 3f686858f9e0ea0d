// The cells of the grid by their names: where the keys lead. A line that is out of sight may not
// be drawn: the list is asked to draw it first.
export const scanId = "post-scan";
export const kindId = "post-kind";

/** The cells of a line that ↑ and ↓ walk. */
export type Walked = "quantity" | "weighed" | "lot" | "cost";

export const rowId = (key: number): string => `post-line-${String(key)}`;
export const cellId = (cell: Walked, key: number): string => `post-${cell}-${String(key)}`;
export const faultId = (key: number): string => `post-fault-${String(key)}`;

function focus(id: string): void {
  const element = document.getElementById(id);
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
}

export const focusScan = (): void => focus(scanId);
export const focusKind = (): void => focus(kindId);

type Draw = (key: number, then: () => void) => void;

let draw: Draw | undefined;

/** The list says how a line of it is drawn, for as long as it is shown. */
export function drawnBy(how: Draw): () => void {
  draw = how;
  return () => {
    draw = undefined;
  };
}

function onceDrawn(key: number, then: () => void): void {
  if (document.getElementById(rowId(key))) then();
  else draw?.(key, then);
}

/** A cell of a line, or its quantity where it has no such cell; of no line: the scan cell, which comes after the last. */
export function focusLine(key: number | undefined, cell: Walked = "quantity"): void {
  if (key === undefined) focusScan();
  else onceDrawn(key, () => focus(cellId(document.getElementById(cellId(cell, key)) ? cell : "quantity", key)));
}

const firstIn = (within: string, what: string): HTMLElement | null => document.querySelector<HTMLElement>(`${within} ${what}`);

/** What is wrong first: in the head, else in this line, whose text may be what is wrong. */
export function focusFault(line: number | undefined): void {
  const inHead = firstIn("#post fieldset", "[aria-invalid=true]");
  if (inHead || line === undefined) inHead?.focus();
  else onceDrawn(line, () => (firstIn(`#${rowId(line)}`, "[aria-invalid=true]") ?? firstIn(`#${rowId(line)}`, "button"))?.focus());
}
