import { describe, expect, it } from "vitest";
import { readJson } from "@/api/json";
import { add, isBelow, ratio } from "./decimal";

describe("decimals", () => {
  it("keeps every digit of an answer", () => {
    expect(readJson('{"quantity":9007199254740993.123457,"seq":7}')).toEqual({ quantity: "9007199254740993.123457", seq: 7 });
  });
  it("adds without binary fractions", () => {
    expect(add("0.1", "0.2")).toBe("0.3");
  });
  it("converts packs exactly", () => {
    expect(ratio("3", "1", "8")).toBe("0.375");
  });
  it("compares by value, not by text", () => {
    expect(isBelow("9", "10")).toBe(true);
    expect(isBelow("1.0", "1")).toBe(false);
  });
});
