// Exact decimals. Numbers arrive as text (api/json.ts), are computed by big.js and leave as text;
// none is ever a binary floating-point number.
import Big from "big.js";
import type { Decimal } from "@/api/types";
import { readings, withoutSpaces } from "@/lib/readings";

Big.DP = 12;
Big.NE = -13;
Big.PE = 30;

const form = /^[-+−]?(\d+\.?\d*|\.\d+)$/;

const exact = (text: string): Decimal => new Big(text.replace("−", "-").replace("+", "")).toFixed();

/** Typed text as the server's decimal; undefined if it is ambiguous or not a number. A comma is read as the decimal point. */
export function readDecimal(typed: string): Decimal | undefined {
  const text = withoutSpaces(typed).replace(",", ".");
  return form.test(text) && !readings(typed) ? exact(text) : undefined;
}

/** A decimal in a spelling that readDecimal() reads unambiguously. */
export const typable = (a: Decimal): string => readings(a)?.written ?? a;

/** Whether text looks like a number, even one that is not accepted: 2,000 and 1,234,567.8. */
export function isNumeric(typed: string): boolean {
  return readDecimal(typed) !== undefined || /^[-+−]?\d{1,3}([.,]\d{3})+([.,]\d+)?$/.test(withoutSpaces(typed)) || readings(typed) !== undefined;
}

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
