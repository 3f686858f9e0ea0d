import { describe, expect, it } from "vitest";
import { check, toRequest } from "./request";
import { emptyGrid } from "./grid";
import { bolt, flour, gridOf, main, run, shelf, steel, units } from "./fixtures";

const quantity = (grid: ReturnType<typeof gridOf>, text: string) => run(grid, { do: "type", key: 1, cell: "quantity", text });
const fault = (grid: ReturnType<typeof gridOf>) => check(grid, units)?.lines.get(1)?.quantity;
const sent = (grid: ReturnType<typeof gridOf>) => JSON.parse(toRequest(grid, units).body) as Record<string, unknown>;

describe("before sending", () => {
  it("there must be lines, all of them looked up", () => {
    expect(check(emptyGrid("issue", main), units)?.refusal).toBeDefined();
    expect(check(run(gridOf("issue", bolt), { do: "scan", text: "?" }), units)?.refusal).toBeDefined();
    expect(check(gridOf("issue", bolt), units)).toBeUndefined();
  });
  it("a quantity is a number above zero, with no more places than its unit", () => {
    for (const text of ["", "x", "0", "-1", "1.5"]) expect(fault(quantity(gridOf("issue", bolt), text)), text).toBeDefined();
    expect(fault(quantity(gridOf("issue", bolt), "3"))).toBeUndefined();
    expect(fault(quantity(gridOf("adjustment", bolt), "-1"))).toBeUndefined();
  });
  it("a number that this locale writes otherwise is refused in every cell", () => {
    expect(fault(quantity(gridOf("issue", bolt), "2,000"))).toBeUndefined();
    expect(fault(quantity(gridOf("issue", bolt), "2,00"))).toBe("2,00 can mean 200 or 2.00. Enter 200 or 2.0.");
    expect(fault(quantity(gridOf("issue", bolt), "1.000"))).toBe("1.000 can mean 1000 or 1.000. Enter 1000 or 1.0.");
    expect(fault(quantity(gridOf("issue", steel), "1,25"))).toBe("1,25 can mean 125 or 1.25. Enter 125 or 1.25.");
    expect(fault(quantity(gridOf("issue", steel), "1.250"))).toBeUndefined();
    const cost = run(gridOf("receipt", bolt), { do: "type", key: 1, cell: "cost", text: "1,20" });
    expect(check(cost, units)?.lines.get(1)?.cost).toContain("120 or 1.2");
    const sheet = run(gridOf("receipt", steel), { do: "type", key: 1, cell: "unit", text: "SHEET" }, { do: "type", key: 1, cell: "weighed", text: "6,7140" });
    expect(fault(sheet)).toContain("67140 or 6.714");
  });
  it("text that is not a choice prevents posting", () => {
    const grid = gridOf("issue", bolt);
    const typed = run(grid, { do: "text", field: "issuedTo", text: "zzz" });
    expect(check(typed, units)?.head.issuedTo).toContain("“zzz”");
    expect(check(run(grid, { do: "text", field: "supplier", text: "zzz" }), units)).toBeUndefined(); // an issue has no supplier
    expect(check(run(grid, { do: "text", field: "at", text: "zzz" }), units)?.head.at).toContain("“zzz”");
    expect(check(run(grid, { do: "placeText", key: 1, text: "zzz" }), units)?.lines.get(1)?.place).toContain("“zzz”");
    expect(check(run(grid, { do: "text", field: "issuedTo", text: " " }), units)).toBeUndefined();
    const who = { id: "r1", code: "WELD", name: "Welding" };
    expect(check(run(typed, { do: "head", patch: { issuedTo: who } }), units)).toBeUndefined();
    expect(run(typed, { do: "clear" }).texts).toBeUndefined();
  });
  it("pasted rows that wait for an answer prevent posting", () => {
    const asked = run(gridOf("issue", bolt), { do: "paste", rows: [{ text: "x", quantity: "2,000" }] });
    expect(check(asked, units)?.refusal).toContain("pasted numbers");
  });
  it("text in the scan cell prevents posting", () => {
    expect(check(gridOf("issue", bolt), units, "BOL")?.refusal).toContain("“BOL”");
  });
  it("a unit is one of the item's, and weighed where it must be", () => {
    const foreign = run(gridOf("issue", bolt), { do: "type", key: 1, cell: "unit", text: "KG" });
    expect(check(foreign, units)?.lines.get(1)?.uom).toContain("KG");
    const sheet = run(gridOf("receipt", steel), { do: "type", key: 1, cell: "unit", text: "SHEET" });
    expect(fault(sheet)).toContain("KG");
    expect(fault(run(sheet, { do: "type", key: 1, cell: "weighed", text: "6.7" }))).toBeUndefined();
  });
  it("a transfer has two locations, an adjustment and a correction a reason", () => {
    expect(check(gridOf("transfer", bolt), units)?.head.to).toBeDefined();
    expect(check(run(gridOf("transfer", bolt), { do: "head", patch: { to: main } }), units)?.head.to).toBeDefined();
    expect(check(gridOf("adjustment", bolt), units)?.head.reason).toBeDefined();
    expect(check({ ...gridOf("issue", bolt), correcting: { id: "p", number: "MV", moved: [] } }, units)?.head.why).toBeDefined();
  });
  it("each line has a place: its own, the head's, or the item's", () => {
    const { at, ...head } = gridOf("issue", bolt, steel).head;
    const nowhere = { ...gridOf("issue", bolt, steel), head };
    expect(check(nowhere, units)?.lines.get(1)?.place).toBeDefined();
    expect(check(nowhere, units)?.lines.get(2)).toBeUndefined();
  });
  it("the only location is the default", () => {
    const { at, ...head } = gridOf("receipt", bolt, steel).head;
    const onlyMain = { ...gridOf("receipt", bolt, steel), head, only: main };
    expect(check(onlyMain, units)).toBeUndefined();
    expect((sent(onlyMain).lines as { location_id: string }[]).map((l) => l.location_id)).toEqual([main.id, shelf.id]);
  });
});

describe("the request", () => {
  it("has the lines in order, with the fields of the movement only", () => {
    const who = { id: "r1", code: "WELD", name: "Welding" };
    const grid = run(gridOf("issue", bolt), { do: "head", patch: { issuedTo: who, supplier: who, reference: " SLIP 3 " } });
    expect(sent(quantity(grid, "1 000"))).toEqual({
      reference: "SLIP 3",
      lines: [{ item_id: "i1", transaction_type: "issue", quantity: "1000", uom: "PCS", location_id: "l1", issued_to: "r1" }],
    });
  });
  it("has the destination of a transfer, and the weight of a weighed line", () => {
    const grid = run(gridOf("transfer", steel), { do: "head", patch: { to: shelf } },
      { do: "type", key: 1, cell: "unit", text: "SHEET" }, { do: "type", key: 1, cell: "weighed", text: "6.7" });
    expect(sent(grid).lines).toEqual([{ item_id: "i2", transaction_type: "transfer", quantity: "1", uom: "SHEET", stock_quantity: "6.7", location_id: "l1", to_location_id: "l2" }]);
  });
  it("has a weight only where one can be entered", () => {
    const line = (grid: ReturnType<typeof gridOf>) => (sent(grid).lines as object[])[0];
    const bag = run(gridOf("receipt", flour), { do: "type", key: 1, cell: "unit", text: "BAG" });
    expect(check(bag, units)).toBeUndefined();
    expect(line(bag)).not.toHaveProperty("stock_quantity");
    expect(fault(run(bag, { do: "type", key: 1, cell: "weighed", text: "x" }))).toContain("KG");
    const weighed = run(bag, { do: "type", key: 1, cell: "weighed", text: "24.6" });
    expect(line(weighed)).toMatchObject({ quantity: "1", uom: "BAG", stock_quantity: "24.6" });
    expect(line(weighed)).not.toHaveProperty("accept_difference");
    expect(line(run(weighed, { do: "accept", key: 1 }))).toMatchObject({ stock_quantity: "24.6", accept_difference: true });
    const box = run(gridOf("receipt", bolt), { do: "type", key: 1, cell: "unit", text: "BOX" }, { do: "type", key: 1, cell: "weighed", text: "99" });
    expect(line(box)).not.toHaveProperty("stock_quantity");
  });
  it("has the lot of each line, and the cost of incoming lines", () => {
    const priced = (grid: ReturnType<typeof gridOf>, cost: string) =>
      run(grid, { do: "type", key: 1, cell: "cost", text: cost }, { do: "type", key: 1, cell: "lot", text: " L1 " });
    const line = (grid: ReturnType<typeof gridOf>) => (sent(grid).lines as object[])[0];
    for (const type of ["receipt", "opening", "return", "adjustment"] as const) expect(line(priced(gridOf(type, bolt), "2.50")), type).toMatchObject({ lot: "L1", unit_cost: "2.5" });
    expect(line(priced(gridOf("issue", bolt), "2.5"))).not.toHaveProperty("unit_cost");
    expect(line(quantity(priced(gridOf("adjustment", bolt), "2.5"), "-1"))).not.toHaveProperty("unit_cost");
    for (const text of ["x", "-1", "-0.5", "0,5"]) expect(check(priced(gridOf("receipt", bolt), text), units)?.lines.get(1)?.cost, text).toBeDefined();
    expect(check(priced(gridOf("receipt", bolt), "0.5"), units)).toBeUndefined();
  });
  it("of a correction has a cost only where it was changed", () => {
    const read = run(gridOf("receipt", bolt, steel), { do: "type", key: 1, cell: "cost", text: "2.50" }, { do: "type", key: 2, cell: "cost", text: "3" });
    const was = { ...read, correcting: { id: "p1", number: "MV", moved: [] }, lines: read.lines.map((l) => ({ ...l, costWas: "2.5" })) };
    expect((sent(was).lines as { unit_cost?: string }[]).map((l) => l.unit_cost)).toEqual([undefined, "3"]);
  });
  it("of a correction goes to its original, with the reason", () => {
    const grid = { ...gridOf("receipt", bolt), why: "typed wrong", correcting: { id: "p1", number: "MV", moved: [] } };
    expect(toRequest(grid, units).path).toBe("/api/inventory/postings/p1/correct");
    expect(sent(grid)).toMatchObject({ reason: "typed wrong" });
  });
  it("has the key of the draft, whatever is sent of it", () => {
    const grid = gridOf("issue", bolt);
    expect([toRequest(grid, units).key, toRequest(quantity(grid, "3"), units).key]).toEqual([grid.key, grid.key]);
  });
});
