// Numbers and dates in the locale's format. Decimals are formatted from text, so no digit is lost.
import type { Decimal } from "@/api/types";

type Exact = Parameters<Intl.NumberFormat["format"]>[0];

const exactly = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });
const signed = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6, signDisplay: "exceptZero" });

const minus = (part: Intl.NumberFormatPart): string => (part.type === "minusSign" ? "−" : part.value);

/** "−1,204" and ".50", to align a column on the decimal point. */
export function splitDecimal(value: Decimal, withSign = false): { whole: string; fraction: string } {
  const parts = (withSign ? signed : exactly).formatToParts(value as Exact);
  const point = parts.findIndex((part) => part.type === "decimal");
  const text = (from: Intl.NumberFormatPart[]) => from.map(minus).join("");
  return point < 0 ? { whole: text(parts), fraction: "" } : { whole: text(parts.slice(0, point)), fraction: text(parts.slice(point)) };
}

export function formatDecimal(value: Decimal, withSign = false): string {
  const { whole, fraction } = splitDecimal(value, withSign);
  return whole + fraction;
}

const counts = new Intl.NumberFormat();
export const formatCount = (count: number): string => counts.format(count);

const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 2 });
const longAxis = 100_000;

/** For the axis of a chart: 75,000 but 1.25M. */
export const formatAxis = (value: number): string => (Math.abs(value) < longAxis ? formatDecimal(String(value)) : short.format(value));

// --- dates and times ---

const formats = {
  /** 24 Nov 2026 */
  day: { dateStyle: "medium" },
  /** 24 Nov 2026, 14:02 */
  minute: { dateStyle: "medium", timeStyle: "short" },
  /** 24 Nov, 14:02 */
  thisYear: { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
  /** The year alone, to compare. */
  year: { year: "numeric" },
  /** With seconds and time zone, for the tooltip. */
  exact: { dateStyle: "full", timeStyle: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Format = keyof typeof formats;
/** `recent`, for columns: the year is left out in the year of today. */
export type DateTimeForm = "day" | "minute" | "recent" | "exact";

const cache = new Map<string, Intl.DateTimeFormat>();

function formatInstant(instant: Date, form: Format, timeZone: string | undefined): string {
  const key = `${form} ${timeZone ?? ""}`;
  const format = cache.get(key) ?? new Intl.DateTimeFormat(undefined, { ...formats[form], timeZone });
  cache.set(key, format);
  return format.format(instant);
}

/** Formats an instant in the given zone, or in the browser's. */
export function formatDateTime(instant: string, form: DateTimeForm, timeZone?: string): string {
  const at = new Date(instant);
  const isThisYear = () => formatInstant(at, "year", timeZone) === formatInstant(new Date(), "year", timeZone);
  return formatInstant(at, form === "recent" ? (isThisYear() ? "thisYear" : "minute") : form, timeZone);
}

const months = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "long", timeZone: "UTC" });
const days = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });

/** "2026-03" as March 2026. */
export const formatMonth = (month: string): string => months.format(new Date(`${month}-01T00:00:00Z`));
/** "2026-03-01": a calendar day without zone. */
export const formatDay = (day: string): string => days.format(new Date(`${day}T00:00:00Z`));

const axisDays = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", timeZone: "UTC" });
const axisMonths = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", timeZone: "UTC" });

/** Short forms for the axis of a chart: "24 Nov", "Nov 2026". */
export const formatAxisDay = (day: string): string => axisDays.format(new Date(`${day}T00:00:00Z`));
export const formatAxisMonth = (month: string): string => axisMonths.format(new Date(`${month}-01T00:00:00Z`));
