// Elements that other parts of a page move the focus to, by name: each registers by its ref while it
// is shown.
const shown = new Map<string, HTMLElement>();

/** The ref of an element with this name. */
export const focusable = (name: string) => (element: HTMLElement | null) => {
  if (!element) return;
  shown.set(name, element);
  return () => {
    if (shown.get(name) === element) shown.delete(name);
  };
};

export const shownAs = (name: string): HTMLElement | undefined => shown.get(name);

/** Focuses it and selects its text; returns whether it is shown. */
export function focusOn(name: string): boolean {
  const element = shown.get(name);
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
  return element !== undefined;
}
