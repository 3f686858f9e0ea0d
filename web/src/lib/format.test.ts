import { afterEach, expect, it, vi } from "vitest";
import { formatAxis, formatDateTime, formatDecimal, splitDecimal } from "./format";

it("keeps every digit, and has a true minus sign", () => {
  const formatted = formatDecimal("-9007199254740993.123457");
  expect(formatted.startsWith("−")).toBe(true);
  expect(formatted.replace(/\D/g, "")).toBe("9007199254740993123457");
});
it("splits at the point, so that a column aligns on it", () => {
  expect(splitDecimal("412")).toEqual({ whole: "412", fraction: "" });
  expect(splitDecimal("3.25").fraction).toHaveLength(3);
});
it("is short on the axis of a chart, and exact as long as there is room", () => {
  expect([1050, 75_000, 1_250_000].map(formatAxis).map((formatted) => formatted.replace(/[^\d.,KM]/g, ""))).toEqual(["1,050", "75,000", "1.25M"]);
});

afterEach(() => {
  vi.useRealTimers();
});
it("leaves out the year in a column only in the year of today, as the zone counts it", () => {
  vi.useFakeTimers({ now: new Date("2026-12-31T20:00:00Z") });
  const hasYear = (instant: string, zone: string) => /20\d\d/.test(formatDateTime(instant, "recent", zone));
  expect(hasYear("2026-01-01T12:00:00Z", "Asia/Kolkata")).toBe(true); // it is 2027 there
  expect(hasYear("2026-12-31T19:00:00Z", "Asia/Kolkata")).toBe(false);
  expect(hasYear("2026-01-01T12:00:00Z", "UTC")).toBe(false);
  expect(hasYear("2025-12-31T23:59:00Z", "UTC")).toBe(true);
  expect(formatDateTime("2026-12-30T12:34:00Z", "recent", "UTC")).toMatch(/12:34/);
});
