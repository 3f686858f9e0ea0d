import { describe, expect, it } from "vitest";
import { effects, isInexact, stockPreview, totals, unitsOf } from "./amounts";
import { bolt, gridOf, main, run, scan, shelf, steel, units } from "./fixtures";

const lineOf = (grid: ReturnType<typeof gridOf>, i = 0) => {
  const line = grid.lines[i];
  if (!line) throw new Error("no such line");
  return line;
};
const typed = (grid: ReturnType<typeof gridOf>, quantity: string, unit?: string) =>
  run(grid, { do: "type", key: 1, cell: "quantity", text: quantity }, ...(unit ? [{ do: "type" as const, key: 1, cell: "unit" as const, text: unit }] : []));

describe("stock on hand and after posting", () => {
  const after = (grid: ReturnType<typeof gridOf>, here: string) =>
    stockPreview(grid, lineOf(grid), effects(grid, units), () => here)?.after;

  it("adds incoming and subtracts outgoing quantities exactly", () => {
    expect(after(typed(gridOf("receipt", bolt), "200"), "412")).toBe("612");
    expect(after(typed(gridOf("issue", steel), "0.3"), "0.1")).toBe("-0.2");
    expect(after(typed(gridOf("adjustment", bolt), "−2"), "5")).toBe("3");
  });
  it("converts packs and units of the same base", () => {
    expect(after(typed(gridOf("receipt", bolt), "2", "BOX"), "1")).toBe("201");
    expect(after(typed(gridOf("receipt", steel), "250", "G"), "1")).toBe("1.25");
  });
  it("adds up several lines of one item and location", () => {
    const two = typed(gridOf("issue", bolt), "1", "BOX");
    expect(after(scan(two, bolt), "100")).toBe("-1");
  });
  it("are those of the line's lot", () => {
    const lotted = scan(run(typed(gridOf("issue", bolt), "3"), { do: "type", key: 1, cell: "lot", text: "L1 " }), bolt);
    const there: Record<string, string> = { L1: "10", "": "2" };
    const preview = (i: number) => stockPreview(lotted, lineOf(lotted, i), effects(lotted, units), (_, __, lot) => there[lot]);
    expect([preview(0), preview(1)]).toEqual([{ here: "10", after: "7" }, { here: "2", after: "1" }]);
  });
  it("ignore case and width of a lot", () => {
    const first = run(typed(gridOf("issue", bolt), "3"), { do: "type", key: 1, cell: "lot", text: "Ａ-1" });
    const both = run(scan(first, bolt), { do: "type", key: 2, cell: "lot", text: "a-1" });
    expect([...effects(both, units)]).toEqual([["i1|l1|a-1", "-4"]]);
  });
  it("of a transfer change both locations", () => {
    const grid = run(gridOf("transfer", bolt), { do: "head", patch: { to: shelf } });
    expect([...effects(grid, units)]).toEqual([["i1|l1|", "-1"], ["i1|l2|", "1"]]);
  });
  it("of a correction reverse the original first", () => {
    const grid = { ...typed(gridOf("receipt", bolt), "100"), correcting: { id: "p", number: "MV", moved: [{ item: "i1", place: "l1", lot: "", quantity: "1000" }] } };
    expect(after(grid, "950")).toBe("50");
  });
  it("are undefined while loading", () => {
    const grid = gridOf("issue", bolt);
    expect(stockPreview(grid, lineOf(grid), effects(grid, units), () => undefined)).toBeUndefined();
  });
});

describe("units", () => {
  it("are the item's own, its packs, and those of the same base", () => {
    expect(unitsOf(bolt, units)).toEqual(["PCS", "BOX"]);
    expect(unitsOf(steel, units)).toEqual(["KG", "SHEET", "G"]);
  });
  it("without an exact ratio must be weighed", () => {
    const grid = typed(gridOf("receipt", steel), "1", "SHEET");
    expect(isInexact(lineOf(grid), units)).toBe(true);
    expect(isInexact(lineOf(typed(grid, "7")), units)).toBe(false);
    const weighed = run(grid, { do: "type", key: 1, cell: "weighed", text: "6.7" });
    expect([...effects(weighed, units).values()]).toEqual(["6.7"]);
  });
  it("have a total each", () => {
    expect(totals(gridOf("issue", bolt, steel, bolt))).toEqual([{ unit: "PCS", quantity: "2" }, { unit: "KG", quantity: "1" }]);
    expect(main.code).toBe("MAIN");
  });
});
