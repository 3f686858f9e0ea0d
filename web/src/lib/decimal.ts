// Exact decimals. The server's numbers arrive as text (api/json.ts), are computed by big.js
// and leave as text: none of them is ever a binary floating point number.
import Big from "big.js";
import type { Decimal } from "@/api/types";
import { readings, withoutSpaces } from "@/lib/readings";

Big.DP = 12;
Big.NE = -13;
Big.PE = 30;

const form = /^[-+−]?(\d+\.?\d*|\.\d+)$/;

const exact = (text: string): Decimal => new Big(text.replace("−", "-").replace("+", "")).toFixed();

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
