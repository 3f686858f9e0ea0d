// Lines of the ledger, counted by business day and by which way they went.
import type { StockTransaction } from "@/api/types";
import { signOf } from "@/components/Movement";

export interface Day {
  day: string;
  in: number;
  out: number;
  transfer: number;
  adjustment: number;
}

export function dayIn(timeZone: string | undefined): (instant: string) => string {
  const format = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone });
  return (instant) => format.format(new Date(instant));
}

/** The oldest first. */
export function countByDay(lines: readonly StockTransaction[], dayOf: (instant: string) => string): Day[] {
  const days = new Map<string, Day>();
  for (const line of lines) {
    const day = dayOf(line.transaction_date);
    const counted = days.get(day) ?? { day, in: 0, out: 0, transfer: 0, adjustment: 0 };
    counted[signOf[line.transaction_type]] += 1;
    days.set(day, counted);
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
