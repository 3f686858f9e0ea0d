// Calendar days in the format of the API: 2026-03-01.
const formats = new Map<string, Intl.DateTimeFormat>();

/** Today in the business time zone. The Swedish locale formats dates as the API does. */
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
