// What stands in the field of a choice and is none: its form's value, so that it is neither lost
// nor sent.

export interface Unmatched {
  unmatched: string;
  /** What was chosen before. */
  was: string;
}

export const isUnmatched = (value: unknown): value is Unmatched => typeof value === "object" && value !== null && "unmatched" in value;

/** Whether anything is typed at all. */
export const isBlank = ({ unmatched }: Unmatched): boolean => unmatched.trim() === "";

export const chosenOf = (value: unknown): string => (isUnmatched(value) ? value.was : typeof value === "string" ? value : "");
