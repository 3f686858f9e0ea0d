import { expect, it } from "vitest";
import { formatAxis, formatDecimal, splitDecimal } from "./format";

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
