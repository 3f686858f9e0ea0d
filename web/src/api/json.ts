// Reads an answer so that no digit is lost: the fields that hold decimals (decimalFields,
// printed from the tables) stay the text that was sent.
import { decimalFields } from "./types";

type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

const keepDigits: Reviver = (key, value, context) =>
  typeof value === "number" && decimalFields.has(key) ? (context?.source ?? String(value)) : value;

export function readJson(text: string): unknown {
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
}
