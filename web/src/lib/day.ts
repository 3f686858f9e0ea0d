// Days of the calendar, as the API writes them: 2026-03-01.
const formats = new Map<string, Intl.DateTimeFormat>();

/** The business day it is now. Swedish writes dates as the API does. */
export function today(zone: string, now = new Date()): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
  formats.set(zone, format);
  return format.format(now);
}

export function dayBefore(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}
