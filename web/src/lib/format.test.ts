import { expect, it } from "vitest";
import { formatDecimal, splitDecimal } from "./format";

it("keeps every digit, and has a true minus sign", () => {
  const said = formatDecimal("-9007199254740993.123457");
  expect(said.startsWith("−")).toBe(true);
  expect(said.replace(/\D/g, "")).toBe("9007199254740993123457");
});
it("splits at the point, so that a column aligns on it", () => {
  expect(splitDecimal("412")).toEqual({ whole: "412", fraction: "" });
  expect(splitDecimal("3.25").fraction).toHaveLength(3);
});
