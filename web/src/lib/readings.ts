// Numbers that can be read as two: 2,000 and 1.000. Without arithmetic, since every form carries it.
import type { Decimal } from "@/api/types";

/** What the numbers on the screen have between their thousands. */
const printed = new Intl.NumberFormat(undefined).formatToParts(1234567).find((part) => part.type === "group")?.value;

/** What people type between digits is left out. */
export const withoutSpaces = (typed: string): string => typed.replace(/[\s\u00a0\u202f'’]/g, "");

/** A sign, digits that are more than a 0, and behind a comma or a point exactly three. */
const thousands = /^([-+−]?)(\d*[1-9]\d*)([.,])(\d{3})$/;

/** What a number can mean whose comma or point may stand between thousands, and how to write either beyond doubt. */
export interface Readings {
  whole: Decimal;
  /** "2.000": with all that was typed. */
  broken: Decimal;
  /** "2.0": cannot be misread. */
  written: Decimal;
}

/** Two readings of one number, 2,000 or 1.000; undefined when there is one or none. A comma is always doubtful; a point is where
 * the screen has points between thousands, or before 000, which nobody writes who means a fraction. */
export function readings(typed: string, between = printed): Readings | undefined {
  const [, sign = "", front = "", mark, rest = ""] = thousands.exec(withoutSpaces(typed)) ?? [];
  if (mark === undefined || (mark === "." && between !== "." && rest !== "000")) return undefined;
  const minus = sign === "" || sign === "+" ? "" : "-";
  const least = rest.replace(/0{1,2}$/, "");
  const written = `${minus}${front}.${least}`;
  return {
    whole: `${minus}${front}${rest}`,
    broken: `${minus}${front}.${rest}`,
    written: between === "." && least.length === 3 ? `${written}0` : written,
  };
}
