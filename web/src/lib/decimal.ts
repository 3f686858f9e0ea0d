// Exact decimals. Numbers arrive as text (api/json.ts), are computed by big.js and leave as text;
// none is ever a binary floating-point number. Typed numbers are read by lib/readings.
import Big from "big.js";
import type { Decimal } from "@/api/types";

Big.DP = 12;
Big.NE = -13;
Big.PE = 30;

export const isZero = (a: Decimal): boolean => new Big(a).eq(0);
export const isBelow = (a: Decimal, b: Decimal): boolean => new Big(a).lt(b);
export const isNegative = (a: Decimal): boolean => new Big(a).lt(0);
export const add = (a: Decimal, b: Decimal): Decimal => new Big(a).plus(b).toFixed();
export const negate = (a: Decimal): Decimal => new Big(a).neg().toFixed();
export const multiply = (a: Decimal, b: Decimal): Decimal => new Big(a).times(b).toFixed();
/** a·n/d, as packs are converted; exact for up to 12 decimal places. */
export const ratio = (a: Decimal, n: Decimal, d: Decimal): Decimal => new Big(a).times(n).div(d).toFixed();
export const compare = (a: Decimal, b: Decimal): number => new Big(a).cmp(b);
export const places = (a: Decimal): number => (new Big(a).toFixed().split(".")[1] ?? "").length;

/** For charts only, where a double is precise enough. */
export const approximate = (a: Decimal): number => new Big(a).toNumber();
