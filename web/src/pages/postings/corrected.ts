// What a correction changed: the quantity of each item, place and lot as it was posted and as it is now.
import type { Decimal, StockTransaction } from "@/api/types";
import { add, negate } from "@/lib/decimal";

export interface Corrected {
  line: StockTransaction;
  was: Decimal;
  now: Decimal;
}

const keyOf = ({ item_id, location_id, lot }: StockTransaction): string => JSON.stringify([item_id, location_id, lot]);

/** In the order of the lines; a line that negates one of the original has reverses_id. */
export function correctedOf(lines: readonly StockTransaction[]): Corrected[] {
  const all = new Map<string, Corrected>();
  for (const line of lines) {
    const { was, now } = all.get(keyOf(line)) ?? { was: "0", now: "0" };
    all.set(keyOf(line), line.reverses_id ? { line, was: add(was, negate(line.quantity)), now } : { line, was, now: add(now, line.quantity) });
  }
  return [...all.values()];
}
