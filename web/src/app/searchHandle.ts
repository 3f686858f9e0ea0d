// The top search field, for what focuses it from elsewhere: keys, and the bar of a phone.
let field: HTMLInputElement | null = null;

export const holdSearch = (element: HTMLInputElement | null): void => {
  field = element;
};

export function focusSearch(): void {
  field?.focus();
  field?.select();
}

export const isSearchFocused = (): boolean => field !== null && document.activeElement === field;
