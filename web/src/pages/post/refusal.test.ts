import { describe, expect, it } from "vitest";
import { ApiError, type Fault } from "@/api/errors";
import { refusalOf } from "./refusal";
import { bolt, gridOf, run, scan, steel } from "./fixtures";

const short = { item_id: "i1", item_code: "BOL-000123", location_id: "l1", location_code: "MAIN", lot: "", available: "4", requested: "9" };
const refusal = (code: string, message: string, more: { more?: object; faults?: Fault[] } = {}) =>
  new ApiError({ kind: "conflict", code, message, ...(more as object) });
const refuse = (more: object[], grid = gridOf("issue", bolt, steel)) =>
  refusalOf(grid, refusal("insufficient_stock", "Not enough", { more: { lines: more } }));

describe("a refusal", () => {
  it("for missing stock says at its line how much there is, and what to do", () => {
    const faults = refuse([short]);
    expect(faults.lines.get(1)?.quantity).toBe("Only 4 PCS of BOL-000123 are in MAIN. Issue 4 or fewer, or receive first.");
    expect(faults.lines.has(2)).toBe(false);
    expect(faults.refusal).toBeUndefined();
  });
  it("without any stock does not suggest to issue 0", () => {
    expect(refuse([{ ...short, available: "0" }]).lines.get(1)?.quantity).toBe("There is no BOL-000123 in MAIN. Receive it first, or choose another location.");
  });
  it("marks every line that uses the balance", () => {
    const grid = scan(run(gridOf("issue", bolt), { do: "type", key: 1, cell: "unit", text: "BOX" }), bolt);
    expect([...refuse([short], grid).lines.keys()]).toEqual([1, 2]);
  });
  it("for a missing lot names it, at its line", () => {
    const lotted = run(gridOf("issue", bolt), { do: "type", key: 1, cell: "lot", text: " L1 " });
    const faults = refuse([{ ...short, lot: "L1" }], scan(lotted, bolt));
    expect([...faults.lines.keys()]).toEqual([1]);
    expect(faults.lines.get(1)?.quantity).toBe("Only 4 PCS of BOL-000123 (lot L1) are in MAIN. Issue 4 or fewer, or receive first.");
  });
  it("names a lot as first spelled, at a line that spells it differently", () => {
    const lotted = run(gridOf("issue", bolt), { do: "type", key: 1, cell: "lot", text: "l1" });
    expect([...refuse([{ ...short, lot: "L1" }], scan(lotted, bolt)).lines.keys()]).toEqual([1]);
  });
  it("of blocked stock is shown at the location of its line", () => {
    const lines = [{ ...short, usage: "blocked" }];
    const faults = refusalOf(gridOf("issue", bolt, steel), refusal("blocked_stock", "BOL-000123 cannot be issued", { more: { lines } }));
    expect(faults.lines.get(1)?.place).toBe("Stock in MAIN cannot be issued (Blocked). Transfer it to a stock location first, or choose another location.");
    expect(faults.lines.has(2)).toBe(false);
    expect(faults.refusal).toBeUndefined();
  });
  it("of a lot or a cost is shown at its cell", () => {
    const found = ["lot", "unit_cost"].map((field) => ({ path: ["lines", 0, field], message: `bad ${field}`, type: "x" }));
    expect(refusalOf(gridOf("receipt", bolt), refusal("invalid", "", { faults: found })).lines.get(1)).toEqual({ lot: "bad lot", cost: "bad unit_cost" });
  });
  it("of a weight too far from the ratio can be accepted", () => {
    const found = [{ path: ["lines", 0, "stock_quantity"], message: "far", type: "outside_tolerance" }, { path: ["lines", 1, "stock_quantity"], message: "sign", type: "conflict" }];
    const faults = refusalOf(gridOf("receipt", bolt, steel), refusal("invalid", "", { faults: found }));
    expect(faults.lines.get(1)).toEqual({ difference: "far" });
    expect(faults.lines.get(2)).toEqual({ quantity: "sign" });
  });
  it("of a field is shown at its cell or in the head", () => {
    const found = [
      { path: ["lines", 1, "quantity"], message: "too many places", type: "x" },
      { path: ["lines", 0, "issued_to"], message: "inactive", type: "x" },
      { path: ["transaction_date"], message: "not yet", type: "future" },
    ];
    const faults = refusalOf(gridOf("issue", bolt, steel), refusal("invalid", "", { faults: found }));
    expect(faults.lines.get(2)).toEqual({ quantity: "too many places" });
    expect(faults.head).toEqual({ issuedTo: "inactive", date: "not yet" });
  });
  it("of the date is shown at the date, anything else above the grid", () => {
    expect(refusalOf(gridOf("issue", bolt), refusal("period_closed", "The period 2026-01 is closed")).head.date).toContain("2026-01");
    expect(refusalOf(gridOf("issue", bolt), refusal("busy", "The store is busy")).refusal).toBe("The store is busy");
  });
});
