// The cells of the grid by their names: where the keys lead.
export const scanId = "post-scan";
export const kindId = "post-kind";

/** The cells of a line that ↑ and ↓ walk. */
export type Walked = "quantity" | "weighed" | "lot" | "cost";

export const cellId = (cell: Walked, key: number): string => `post-${cell}-${String(key)}`;
export const faultId = (key: number): string => `post-fault-${String(key)}`;

function focus(id: string): void {
  const element = document.getElementById(id);
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
}

export const focusScan = (): void => focus(scanId);
export const focusKind = (): void => focus(kindId);

/** A cell of a line, or its quantity where it has no such cell; of no line: the scan cell, which comes after the last. */
export function focusLine(key: number | undefined, cell: Walked = "quantity"): void {
  if (key === undefined) focusScan();
  else focus(cellId(document.getElementById(cellId(cell, key)) ? cell : "quantity", key));
}
