import { describe, expect, it } from "vitest";
import { isTable, readTable } from "./paste";
import { emptyGrid } from "./grid";
import { bolt, brief, main, run } from "./fixtures";

describe("cells from a spreadsheet", () => {
  it("are known by their tabs and lines; one code is not a table", () => {
    expect(isTable("BOL-1\t5")).toBe(true);
    expect(isTable("BOL-1\nBOL-2\n")).toBe(true);
    expect(isTable("BOL-000123\n")).toBe(false);
    expect(isTable("bolt m8x20")).toBe(false);
  });
  it("are a code, a quantity and a unit, whatever stands between", () => {
    expect(readTable("A\t5\r\nB\tBolt, long\t1 000,5\tKG\r\n\r\n")).toEqual([
      { text: "A", quantity: "5", unit: "" },
      { text: "B", quantity: "1 000,5", unit: "KG" },
    ]);
  });
  it("may have a heading, and quoted cells with breaks in them", () => {
    expect(readTable('Code\tName\tQty\nA\t"a ""long""\nname"\t5')).toEqual([{ text: "A", quantity: "5", unit: "" }]);
  });
  it("in one column count one each", () => {
    const grid = run(emptyGrid("issue", main), { do: "paste", rows: readTable("A\nA") }, { do: "found", key: 1, item: bolt }, { do: "found", key: 2, item: bolt });
    expect(brief(grid)).toEqual(["BOL-000123 2 PCS"]);
  });
  it("keep what is no number, to be put right on its cell", () => {
    const grid = run(emptyGrid("issue", main), { do: "paste", rows: readTable("A\tfive\nB\t2\tbox") }, { do: "found", key: 1, item: bolt }, { do: "found", key: 2, item: bolt });
    expect(brief(grid)).toEqual(["BOL-000123 five PCS", "BOL-000123 2 BOX"]);
  });
});
