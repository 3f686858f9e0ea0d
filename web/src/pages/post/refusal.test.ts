import { describe, expect, it } from "vitest";
import { refusalOf } from "./refusal";
import { bolt, gridOf, run, scan, steel } from "./fixtures";

const short = { item_id: "i1", item_code: "BOL-000123", location_id: "l1", location_code: "MAIN", lot: "", available: "4", requested: "9" };
const refuse = (more: object[], grid = gridOf("issue", bolt, steel)) =>
  refusalOf(grid, { code: "insufficient_stock", detail: "Not enough", lines: more as never });

describe("a refusal", () => {
  it("for want of stock says on its line how much there is, and what to do", () => {
    const faults = refuse([short]);
    expect(faults.lines.get(1)?.quantity).toBe("Only 4 PCS of BOL-000123 are in MAIN. Issue 4 or fewer, or receive first.");
    expect(faults.lines.has(2)).toBe(false);
    expect(faults.refusal).toBeUndefined();
  });
  it("of what is not there at all does not say to issue 0", () => {
    expect(refuse([{ ...short, available: "0" }]).lines.get(1)?.quantity).toBe("There is no BOL-000123 in MAIN. Receive it first, or take it from another place.");
  });
  it("marks every line that takes from the balance", () => {
    const grid = scan(run(gridOf("issue", bolt), { do: "type", key: 1, cell: "unit", text: "BOX" }), bolt);
    expect([...refuse([short], grid).lines.keys()]).toEqual([1, 2]);
  });
  it("of a field lands on its cell, of the head on the head", () => {
    const detail = [
      { loc: ["body", "lines", 1, "quantity"], msg: "too many places", type: "x" },
      { loc: ["body", "lines", 0, "issued_to"], msg: "inactive", type: "x" },
      { loc: ["body", "transaction_date"], msg: "not yet", type: "future" },
    ];
    const faults = refusalOf(gridOf("issue", bolt, steel), { detail });
    expect(faults.lines.get(2)).toEqual({ quantity: "too many places" });
    expect(faults.head).toEqual({ issuedTo: "inactive", date: "not yet" });
  });
  it("of the date stands at the date, anything else above the grid", () => {
    expect(refusalOf(gridOf("issue", bolt), { code: "period_closed", detail: "The period 2026-01 is closed" }).head.date).toContain("2026-01");
    expect(refusalOf(gridOf("issue", bolt), { code: "busy", detail: "The store is busy" }).refusal).toBe("The store is busy");
  });
});
