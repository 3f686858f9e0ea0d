// Parses JSON without losing digits: the decimal fields (decimalFields, generated from the records)
// stay text.
import { decimalFields } from "./types";

type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

const keepDigits: Reviver = (key, value, context) =>
  typeof value === "number" && decimalFields.has(key) ? (context?.source ?? String(value)) : value;

export function readJson(text: string): unknown {
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
}
