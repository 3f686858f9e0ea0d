// The cells of the grid by their names: where the keys lead.
export const scanId = "post-scan";
export const kindId = "post-kind";
export const quantityId = (key: number): string => `post-quantity-${String(key)}`;

function focus(id: string): void {
  const element = document.getElementById(id);
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
}

export const focusScan = (): void => focus(scanId);
export const focusKind = (): void => focus(kindId);

/** The quantity of a line; of none: the scan cell, which is the line after the last. */
export function focusLine(key: number | undefined): void {
  if (key === undefined) focusScan();
  else focus(quantityId(key));
}
