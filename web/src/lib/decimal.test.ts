import { describe, expect, it } from "vitest";
import { readJson } from "@/api/json";
import { add, isBelow, isNumeric, ratio, readDecimal, typable } from "./decimal";
import { readings } from "./readings";

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
  it("parses typed numbers", () => {
    expect(readDecimal(" 1 000,5 ")).toBe("1000.5");
    expect(readDecimal("−2")).toBe("-2");
    expect(readDecimal("1e3")).toBeUndefined();
    expect(readDecimal("")).toBeUndefined();
  });
  it("rejects ambiguous numbers", () => {
    for (const typed of ["1,000", "2,000", "-2,500", "12,345", "1234,567", " 1,000 ", "1.000", "20.000"]) expect(readDecimal(typed), typed).toBeUndefined();
    for (const [typed, read] of [["0,125", "0.125"], ["1,5", "1.5"], ["1,0000", "1"], ["1.250", "1.25"], ["2.0", "2"], [",500", "0.5"]] as const)
      expect(readDecimal(typed), typed).toBe(read);
  });
  it("gives both readings, and how to write either", () => {
    expect(readings("2,000")).toEqual({ whole: "2000", broken: "2.000", written: "2.0" });
    expect(readings("−1,250")).toEqual({ whole: "-1250", broken: "-1.250", written: "-1.25" });
    expect(readings("1.000")).toEqual({ whole: "1000", broken: "1.000", written: "1.0" });
    expect(readings("1.250")).toBeUndefined();
    expect(readings("1,000,000")).toBeUndefined();
    expect(readDecimal("1,000,000")).toBeUndefined();
  });
  it("treats a point as ambiguous where the locale groups by points", () => {
    expect(readings("1.250", ".")).toEqual({ whole: "1250", broken: "1.250", written: "1.25" });
    const written = readings("12.345", ".")?.written ?? "";
    expect(written).toBe("12.3450");
    expect(readings(written, ".")).toBeUndefined();
    expect(typable("12.345")).toBe("12.345"); // this locale groups by commas
  });
  it("tells an unparsable number from a word", () => {
    for (const text of ["2,000", "1,234,567.8", "1.000", "5"]) expect(isNumeric(text), text).toBe(true);
    for (const text of ["12.05.2026", "BOX", "", "M8,200x"]) expect(isNumeric(text), text).toBe(false);
  });
  it("compares by value, not by text", () => {
    expect(isBelow("9", "10")).toBe(true);
    expect(isBelow("1.0", "1")).toBe(false);
  });
});
