import { describe, expect, it } from "vitest";
import { isTable, readTable } from "./paste";
import { emptyGrid } from "./grid";
import { bolt, brief, main, run } from "./fixtures";

describe("cells from a spreadsheet", () => {
  it("are recognised by tabs and line breaks; one code is not a table", () => {
    expect(isTable("BOL-1\t5")).toBe(true);
    expect(isTable("BOL-1\nBOL-2\n")).toBe(true);
    expect(isTable("BOL-000123\n")).toBe(false);
    expect(isTable("bolt m8x20")).toBe(false);
  });
  it("are a code, a quantity and a unit, whatever is between", () => {
    expect(readTable("A\t5\r\nB\tBolt, long\t1 000,5\tKG\r\n\r\n")).toEqual([
      { text: "A", quantity: "5", unit: "" },
      { text: "B", quantity: "1 000,5", unit: "KG" },
    ]);
  });
  it("may have a heading, and quoted cells with breaks in them", () => {
    expect(readTable('Code\tName\tQty\nA\t"a ""long""\nname"\t5')).toEqual([{ text: "A", quantity: "5", unit: "" }]);
  });
  it("have lots and costs where a heading names them, in any column", () => {
    expect(readTable("Item code\tLot no.\tName\tUnit cost\tQty\tUnit\nA\t2291\tBolt\t0,35\t5\tBOX\nB\t\tNut\t\t7\t")).toEqual([
      { text: "A", quantity: "5", unit: "BOX", lot: "2291", cost: "0,35" },
      { text: "B", quantity: "7", unit: "" },
    ]);
    expect(readTable("Code\tBatch\nA\tX1")).toEqual([{ text: "A", lot: "X1" }]);
    expect(readTable("A\t2291\t0.35")).toEqual([{ text: "A", quantity: "2291", unit: "0.35" }]);
  });
  it("are merged only with the same lot and cost", () => {
    const rows = readTable("Code\tQty\tLot\tCost\nA\t1\tL1\t2\nA\t2\tL1\t2\nA\t4\tL2\t2\nA\t8\tL2\t3");
    const grid = run(emptyGrid("receipt", main), { do: "paste", rows }, ...[1, 2, 3, 4].map((key) => ({ do: "found" as const, key, item: bolt })));
    expect(grid.lines.map((l) => [l.quantity, l.lot, l.cost])).toEqual([["3", "L1", "2"], ["4", "L2", "2"], ["8", "L2", "3"]]);
  });
  it("in one column count one each", () => {
    const grid = run(emptyGrid("issue", main), { do: "paste", rows: readTable("A\nA") }, { do: "found", key: 1, item: bolt }, { do: "found", key: 2, item: bolt });
    expect(brief(grid)).toEqual(["BOL-000123 2 PCS"]);
  });
  it("have their quantity in the numeric column, even if ambiguous or invalid", () => {
    expect(readTable("A\t2,000\t5\nB\t1,234,567\t5\nC\t12.05.2026\t5")).toEqual([
      { text: "A", quantity: "2,000", unit: "5" },
      { text: "B", quantity: "1,234,567", unit: "5" },
      { text: "C", quantity: "5", unit: "" },
    ]);
  });
  it("keep an invalid number, to be corrected in its cell", () => {
    const grid = run(emptyGrid("issue", main), { do: "paste", rows: readTable("A\tfive\nB\t2\tbox") }, { do: "found", key: 1, item: bolt }, { do: "found", key: 2, item: bolt });
    expect(brief(grid)).toEqual(["BOL-000123 five PCS", "BOL-000123 2 BOX"]);
  });
});
