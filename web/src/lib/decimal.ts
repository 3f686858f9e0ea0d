// Exact decimals. The server's numbers arrive as text (api/json.ts), are computed by big.js
// and leave as text: none of them is ever a binary floating point number.
import Big from "big.js";
import type { Decimal } from "@/api/types";

Big.DP = 12;
Big.NE = -13;
Big.PE = 30;

const form = /^[-+−]?(\d+\.?\d*|\.\d+)$/;

/** What somebody typed, in the server's form; undefined when it is not a number. A comma stands for the point. */
export function readDecimal(typed: string): Decimal | undefined {
  const text = typed.replace(/[\s\u00a0\u202f']/g, "").replace(",", ".");
  if (!form.test(text)) return undefined;
  return new Big(text.replace("−", "-").replace("+", "")).toFixed();
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
