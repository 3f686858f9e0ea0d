// Numbers with two readings: 2,000 and 1.000. Without decimal arithmetic, since every form loads it.
import type { Decimal } from "@/api/types";

/** The locale's thousands separator. */
const printed = new Intl.NumberFormat(undefined).formatToParts(1234567).find((part) => part.type === "group")?.value;

/** Removes spaces and apostrophes between digits. */
export const withoutSpaces = (typed: string): string => typed.replace(/[\s\u00a0\u202f'’]/g, "");

/** A sign, digits other than a single 0, a comma or point, and exactly three digits. */
const thousands = /^([-+−]?)(\d*[1-9]\d*)([.,])(\d{3})$/;

/** The two meanings of an ambiguous number, and an unambiguous spelling. */
export interface Readings {
  whole: Decimal;
  /** "2.000": with all typed digits. */
  broken: Decimal;
  /** "2.0": unambiguous. */
  written: Decimal;
}

/** The two readings of a number like 2,000 or 1.000; undefined if it is unambiguous or not a number. A comma is always ambiguous;
 * a point is where the locale groups by points, or before 000, which nobody writes in a fraction. */
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
