// Counts the ledger lines of each day by direction, including days without any.
import type { MovementCount } from "@/api/types";
import { signOf } from "@/components/Movement";
import { dayBefore } from "@/lib/day";

export interface Day {
  day: string;
  in: number;
  out: number;
  transfer: number;
  adjustment: number;
}

/** Counts from one day to the other, oldest first. */
export function daysOf(counts: readonly MovementCount[], from: string, to: string): Day[] {
  const days = new Map<string, Day>();
  for (let day = from; day <= to; day = dayBefore(day, -1)) days.set(day, { day, in: 0, out: 0, transfer: 0, adjustment: 0 });
  for (const { day, transaction_type, lines } of counts) {
    const at = days.get(day);
    if (at) at[signOf[transaction_type]] += lines;
  }
  return [...days.values()];
}
