// The form value of a choice field whose text matches no record: kept, but never sent.

export interface Unmatched {
  unmatched: string;
  /** The value before. */
  was: string;
}

export const isUnmatched = (value: unknown): value is Unmatched => typeof value === "object" && value !== null && "unmatched" in value;

/** Whether the text is empty. */
export const isBlank = ({ unmatched }: Unmatched): boolean => unmatched.trim() === "";

export const chosenOf = (value: unknown): string => (isUnmatched(value) ? value.was : typeof value === "string" ? value : "");
