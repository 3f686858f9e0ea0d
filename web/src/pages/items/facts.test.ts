import { describe, expect, it } from "vitest";
import { allowedUnits, codePattern, codePrefix, isSameName } from "./facts";

describe("the code of a new item", () => {
  it.each([
    ["BOL", "BOL"],
    ["BOL-STEEL", "BOL"],
    ["fast 2", "fast"],
    ["ABCDEFGHIJKLM", "ABCDEFGHIJ"],
    ["-X", "ITEM"],
    ["Größe", "Größe"],
  ])("of category %s begins with %s", (category, prefix) => {
    expect(codePrefix(category)).toBe(prefix);
    expect(codePattern(category)).toBe(`${prefix}-000123`);
  });
});

describe("the units of a category", () => {
  const categories = [
    { id: "top", allowed_uoms: ["PCS", "BOX"] },
    { id: "mid", parent_category: "top", allowed_uoms: [] },
    { id: "low", parent_category: "mid" },
    { id: "own", parent_category: "mid", allowed_uoms: ["KG"] },
    { id: "any" },
  ];
  it("are those of the nearest category that names any", () => {
    expect(allowedUnits(categories, "low")).toEqual(["PCS", "BOX"]);
    expect(allowedUnits(categories, "own")).toEqual(["KG"]);
  });
  it("are all where none names any", () => {
    expect(allowedUnits(categories, "any")).toEqual([]);
    expect(allowedUnits(categories, "not there")).toEqual([]);
  });
  it("end in a ring as well", () => {
    expect(allowedUnits([{ id: "a", parent_category: "b" }, { id: "b", parent_category: "a" }], "a")).toEqual([]);
  });
});

describe("names", () => {
  it("are the same however they are written", () => {
    expect(isSameName(" Hex Bolt M8", "hex bolt M8 ")).toBe(true);
    expect(isSameName("Hex bolt M8", "Hex bolt M10")).toBe(false);
  });
});
