// Counts the ledger lines that came in and went out in each week, including weeks without any.
import type { MovementCount } from "@/api/types";
import { signOf } from "@/components/Movement";
import { dayBefore } from "@/lib/day";

export interface Week {
  /** Its Monday. */
  from: string;
  in: number;
  out: number;
}

export function mondayOf(day: string): string {
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return dayBefore(day, sinceMonday);
}

/** The weeks from that Monday to that day, oldest first. */
export function weeksOf(counts: readonly MovementCount[], monday: string, to: string): Week[] {
  const weeks = new Map<string, Week>();
  for (let from = monday; from <= to; from = dayBefore(from, -7)) weeks.set(from, { from, in: 0, out: 0 });
  for (const { day, transaction_type, lines } of counts) {
    const week = weeks.get(mondayOf(day));
    const sign = signOf[transaction_type];
    if (week && (sign === "in" || sign === "out")) week[sign] += lines;
  }
  return [...weeks.values()];
}
