// Exact decimals. The server's numbers arrive as text (api/json.ts), are computed by big.js
// and leave as text: none of them is ever a binary floating point number.
import Big from "big.js";
import type { Decimal } from "@/api/types";

Big.DP = 12;
Big.NE = -13;
Big.PE = 30;

const form = /^[-+−]?(\d+\.?\d*|\.\d+)$/;

/** What the numbers on the screen have between their thousands. */
const printed = new Intl.NumberFormat(undefined).formatToParts(1234567).find((part) => part.type === "group")?.value;

const withoutSpaces = (typed: string): string => typed.replace(/[\s\u00a0\u202f'’]/g, "");
const exact = (text: string): Decimal => new Big(text.replace("−", "-").replace("+", "")).toFixed();

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

/** What somebody typed, in the server's form; undefined when it is not a number, or one with two readings. A comma stands for the point. */
export function readDecimal(typed: string): Decimal | undefined {
  const text = withoutSpaces(typed).replace(",", ".");
  return form.test(text) && !readings(typed) ? exact(text) : undefined;
}

/** A number of ours as somebody would type it, so that it is read as the same. */
export const typable = (a: Decimal): string => readings(a)?.written ?? a;

/** Whether it was meant as a number, also one that is not understood: 2,000 and 1,234,567.8. */
export function isNumeric(typed: string): boolean {
  return readDecimal(typed) !== undefined || /^[-+−]?\d{1,3}([.,]\d{3})+([.,]\d+)?$/.test(withoutSpaces(typed)) || readings(typed) !== undefined;
}

export const isZero = (a: Decimal): boolean => new Big(a).eq(0);
export const isBelow = (a: Decimal, b: Decimal): boolean => new Big(a).lt(b);
export const isNegative = (a: Decimal): boolean => new Big(a).lt(0);
export const add = (a: Decimal, b: Decimal): Decimal => new Big(a).plus(b).toFixed();
export const negate = (a: Decimal): Decimal => new Big(a).neg().toFixed();
export const multiply = (a: Decimal, b: Decimal): Decimal => new Big(a).times(b).toFixed();
/** a·n/d, as packs are converted; exact when it has up to 12 places. */
export const ratio = (a: Decimal, n: Decimal, d: Decimal): Decimal => new Big(a).times(n).div(d).toFixed();
export const compare = (a: Decimal, b: Decimal): number => new Big(a).cmp(b);
export const places = (a: Decimal): number => (new Big(a).toFixed().split(".")[1] ?? "").length;

/** For charts alone, where a pixel is coarser than a double. */
export const approximate = (a: Decimal): number => new Big(a).toNumber();
