import { describe, expect, it } from "vitest";
import type { Posting, StockTransaction } from "@/api/types";
import { correctionOf, type References } from "./correction";
import { bolt, brief, steel } from "./fixtures";

const references: References = { items: new Map([bolt, steel].map((i) => [i.id, i])), parties: new Map(), reasons: new Map() };
const line = (more: Partial<StockTransaction>) =>
  ({ transaction_type: "issue", item_id: "i1", uom: "PCS", location_id: "l1", location_code: "MAIN", lot: "", quantity: "-5", entered_quantity: "5", entered_uom: "PCS", ...more }) as StockTransaction;
const posting = (...lines: StockTransaction[]) => ({ id: "p1", number: "MV-1", lines }) as Posting;

describe("a posting to be corrected", () => {
  it("is in the grid as entered, with its movements", () => {
    const grid = correctionOf(posting(line({}), line({ item_id: "i2", uom: "KG", entered_uom: "KG" })), references);
    expect(grid && brief(grid)).toEqual(["BOL-000123 5 PCS", "STL-1 5 KG"]);
    expect(grid?.head).toMatchObject({ type: "issue", at: { id: "l1", code: "MAIN" } });
    expect(grid?.correcting?.moved[0]).toEqual({ item: "i1", place: "l1", lot: "", quantity: "-5" });
  });
  it("has the lot of the ledger and, with permission, the cost", () => {
    const grid = correctionOf(posting(line({ lot: "L1", unit_cost: "2.5" }), line({})), references);
    expect(grid?.lines.map((l) => [l.lot, l.cost, l.costWas])).toEqual([["L1", "2.5", "2.5"], ["", "", undefined]]);
  });
  it("has one line for the two of a transfer, and both locations", () => {
    const ends = [line({ transaction_type: "transfer" }), line({ transaction_type: "transfer", quantity: "5", location_id: "l2", location_code: "A-03" })];
    const grid = correctionOf(posting(...ends), references);
    expect(grid && brief(grid)).toEqual(["BOL-000123 5 PCS"]);
    expect(grid?.head.to).toEqual({ id: "l2", code: "A-03" });
  });
  it("keeps the location of each line where they differ", () => {
    const grid = correctionOf(posting(line({}), line({ location_id: "l2", location_code: "A-03" })), references);
    expect(grid?.lines.map((l) => l.at?.code)).toEqual(["MAIN", "A-03"]);
  });
  it("leaves out lines reversed by a correction", () => {
    expect(correctionOf(posting(line({ reverses_id: "x", quantity: "9" }), line({})), references)?.lines).toHaveLength(1);
  });
  it("cannot be shown if its lines differ in a field that the grid has once", () => {
    expect(correctionOf(posting(line({}), line({ transaction_type: "receipt" })), references)).toBeUndefined();
    expect(correctionOf(posting(line({ issued_to: "a" }), line({ issued_to: "b" })), references)).toBeUndefined();
  });
});
