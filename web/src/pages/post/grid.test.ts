import { describe, expect, it } from "vitest";
import { emptyGrid, isEmpty, mostLines, unresolved, type Grid } from "./grid";
import { gridReducer, undecidedColumn } from "./gridReducer";
import { bolt, brief, flour, gridOf, main, run, scan, shelf, steel } from "./fixtures";

const box = bolt.packs[0];

describe("scans", () => {
  it("add a line with 1; the same again counts up", () => {
    expect(brief(gridOf("issue", bolt, steel, bolt))).toEqual(["BOL-000123 2 PCS", "STL-1 1 KG"]);
  });
  it("of a pack add its content", () => {
    expect(brief(scan(gridOf("receipt", bolt), bolt, box))).toEqual(["BOL-000123 101 PCS"]);
  });
  it("of a pack with an inexact ratio add one pack", () => {
    expect(brief(scan(emptyGrid("receipt", main), steel, steel.packs[0]))).toEqual(["STL-1 1 SHEET"]);
  });
  it("of a variable pack add one pack, to be weighed", () => {
    expect(brief(scan(emptyGrid("receipt", main), flour, flour.packs[0]))).toEqual(["FLR-1 1 BAG"]);
  });
  it("keep their order during lookups", () => {
    const waiting = run(emptyGrid("issue"), { do: "scan", text: "a" }, { do: "scan", text: "b" });
    expect(unresolved(waiting).map((l) => l.text)).toEqual(["a", "b"]);
    expect(brief(run(waiting, { do: "found", key: 2, item: bolt }))).toEqual(["?a  ", "BOL-000123 1 PCS"]);
  });
  it("ask for the quantity of their line, until something else is done", () => {
    const two = scan(scan(gridOf("issue", bolt), steel), bolt);
    expect(two.asks).toEqual({ of: 1 });
    expect(run(two, { do: "type", key: 1, cell: "quantity", text: "5" }).asks).toBeUndefined();
    const pasted = run(emptyGrid("issue", main), { do: "paste", rows: [{ text: "x" }] }, { do: "found", key: 1, item: bolt });
    expect(pasted.asks).toBeUndefined();
  });
  it("of an unknown code keep their text, with an error", () => {
    const grid = run(emptyGrid("issue"), { do: "scan", text: "zz" }, { do: "unknown", key: 1, message: "no" });
    expect(grid.lines[0]).toMatchObject({ text: "zz", faults: { item: "no" } });
    expect(unresolved(grid)).toEqual([]);
  });
  it("do not count into a half-typed number", () => {
    const typed = run(gridOf("issue", bolt), { do: "type", key: 1, cell: "quantity", text: "1x" });
    expect(brief(scan(typed, bolt))).toEqual(["BOL-000123 1x PCS", "BOL-000123 1 PCS"]);
  });
  it("continue to subtract where an adjustment's lines do", () => {
    const damaged = run(gridOf("adjustment", bolt), { do: "type", key: 1, cell: "quantity", text: "-2" });
    expect(brief(scan(damaged, bolt))).toEqual(["BOL-000123 -3 PCS"]);
    const reason = { code: "LOST", name: "Lost", direction: "out" as const, needsRemarks: false };
    expect(brief(scan(run(emptyGrid("adjustment", main), { do: "head", patch: { reason } }), bolt))).toEqual(["BOL-000123 -1 PCS"]);
  });
  it("never guess a lot: they count into the line without one", () => {
    const lotted = run(gridOf("issue", bolt), { do: "type", key: 1, cell: "lot", text: "L1" });
    const two = scan(scan(lotted, bolt), bolt);
    expect(two.lines.map((l) => [l.lot, l.quantity])).toEqual([["L1", "1"], ["", "2"]]);
  });
  it("of a code with lot and quantity fill both in, and count into the same lot", () => {
    const details = { lot: "L-7", amount: { quantity: "12", unit: "PCS" } };
    const heard = (grid: Grid) => run(grid, { do: "scan", text: "x" }, { do: "found", key: grid.next, item: bolt, details });
    const grid = heard(gridOf("receipt", bolt));
    expect(grid.lines.map((l) => [l.lot, l.quantity, l.unit])).toEqual([["", "1", "PCS"], ["L-7", "12", "PCS"]]);
    expect(heard(grid).lines.map((l) => l.quantity)).toEqual(["1", "24"]);
    const weighed = run(emptyGrid("issue", main), { do: "scan", text: "x" }, { do: "found", key: 1, item: steel, details: { amount: { quantity: "1.25", unit: "G" } } });
    expect(brief(weighed)).toEqual(["STL-1 1.25 G"]);
    const pasted = run(emptyGrid("receipt", main), { do: "paste", rows: [{ text: "x", quantity: "3", lot: "OWN" }] }, { do: "found", key: 1, item: bolt, details });
    expect(pasted.lines.map((l) => [l.lot, l.quantity, l.unit])).toEqual([["OWN", "3", "PCS"]]);
  });
  it("count into a line that has a cost", () => {
    const priced = run(gridOf("receipt", bolt), { do: "type", key: 1, cell: "cost", text: "2.5" });
    expect(scan(priced, bolt).lines.map((l) => [l.cost, l.quantity])).toEqual([["2.5", "2"]]);
  });
  it("beyond the most lines of a posting are refused with a message", () => {
    const full = run(emptyGrid("issue"), { do: "paste", rows: Array.from({ length: mostLines }, (_, i) => ({ text: `c${i}` })) });
    const more = run(full, { do: "scan", text: "one more" });
    expect(more.lines).toHaveLength(mostLines);
    expect(more.refusal).toContain("500");
  });
});

describe("a picked item", () => {
  it("is a line with 1; picked again, its quantity stays", () => {
    const grid = run(emptyGrid("issue", main), { do: "pick", item: bolt }, { do: "type", key: 1, cell: "quantity", text: "8" }, { do: "pick", item: bolt });
    expect(brief(grid)).toEqual(["BOL-000123 8 PCS"]);
  });
});

describe("a unit that came with a code", () => {
  it("matches in any case", () => {
    const pasted = (unit: string) => run(emptyGrid("issue", main), { do: "paste", rows: [{ text: "c", quantity: "2", unit }] },
      { do: "found", key: 1, item: flour, units: ["PCS", "OZ"] });
    for (const [unit, kept] of [["bag", "BAG"], ["Kg", "KG"], ["oz", "OZ"], ["none", "none"]] as const) expect(brief(pasted(unit))).toEqual([`FLR-1 2 ${kept}`]);
  });
});

describe("places", () => {
  it("scanned after lines apply to the lines that follow", () => {
    const grid = scan(run(gridOf("issue", bolt), { do: "walkTo", key: 0, place: shelf }), bolt);
    expect(grid.lines.map((l) => l.at?.code)).toEqual(["MAIN", undefined]);
    expect(grid.head.at).toEqual(shelf);
  });
  it("are a transfer's destination once it has lines", () => {
    expect(run(gridOf("transfer", bolt), { do: "walkTo", key: 0, place: shelf }).head).toMatchObject({ at: main, to: shelf });
  });
});

describe("faults", () => {
  const grid = gridOf("issue", bolt);
  const marked = run(grid, {
    do: "refused", key: grid.key, faults: { head: { date: "old" }, lines: new Map([[1, { quantity: "short" }]]), refusal: "no" },
  });
  it("are shown at their cells, and cleared when the cell changes", () => {
    expect(marked.lines[0]?.faults.quantity).toBe("short");
    const typed = run(marked, { do: "type", key: 1, cell: "quantity", text: "4" });
    expect(typed.lines[0]?.faults).toEqual({});
    expect(typed.refusal).toBeUndefined();
    expect(typed.faults.date).toBe("old");
    expect(run(typed, { do: "head", patch: { date: "2026-01-01" } }).faults).toEqual({});
  });
});

describe("a difference", () => {
  const bag = gridOf("receipt", flour);
  const far = run(bag, { do: "type", key: 1, cell: "unit", text: "BAG" }, { do: "type", key: 1, cell: "weighed", text: "15" }, {
    do: "refused", key: bag.key, faults: { head: {}, lines: new Map([[1, { difference: "far" }]]) },
  });
  const accepted = run(far, { do: "accept", key: 1 });

  it("is no error once accepted", () => {
    expect(far.lines[0]).toMatchObject({ faults: { difference: "far" } });
    expect(accepted.lines[0]).toMatchObject({ accepts: true, faults: {} });
  });
  it("must be accepted again after the quantity or weight changes", () => {
    for (const cell of ["quantity", "unit", "weighed"] as const) {
      expect(run(accepted, { do: "type", key: 1, cell, text: "2" }).lines[0], cell).not.toHaveProperty("accepts");
      expect(run(far, { do: "type", key: 1, cell, text: "2" }).lines[0]?.faults, cell).toEqual({});
    }
    expect(run(accepted, { do: "type", key: 1, cell: "lot", text: "L1" }).lines[0]?.accepts).toBe(true);
    const scanned = scan(run(accepted, { do: "type", key: 1, cell: "unit", text: "BAG" }, { do: "accept", key: 1 }), flour, flour.packs[0]);
    expect(scanned.lines[0]).toMatchObject({ quantity: "2", weighed: "" });
    expect(scanned.lines[0]).not.toHaveProperty("accepts");
  });
});

describe("numbers with thousands separators", () => {
  const typed = run(gridOf("receipt", bolt), { do: "type", key: 1, cell: "quantity", text: "2,000" });
  it("are shown as they were read when their cell is left", () => {
    expect(brief(run(typed, { do: "understand", key: 1 }))).toEqual(["BOL-000123 2000 PCS"]);
    expect(run(typed, { do: "understand", key: 1 }).refusal).toBeUndefined();
    expect(brief(run(typed, { do: "understand", key: 2 }))).toEqual(["BOL-000123 2,000 PCS"]);
  });
  it("are shown before they are posted, with a message", () => {
    const shown = run(typed, { do: "type", key: 1, cell: "cost", text: "1,5" }, { do: "understand" });
    expect(shown.lines[0]).toMatchObject({ quantity: "2000", cost: "1,5" });
    expect(shown.refusal).toBe("2,000 was read as 2000. Check the quantities, then post again.");
    expect(run(shown, { do: "understand", key: 1 }).refusal).toBe(shown.refusal);
  });
});

describe("pasted numbers", () => {
  const row = (text: string, quantity: string, cost?: string) => ({ text, quantity, ...(cost !== undefined && { cost }) });
  const paste = (...rows: ReturnType<typeof row>[]) => run(emptyGrid("receipt", main), { do: "paste", rows });
  const numbers = (grid: Grid) => grid.lines.map((l) => [l.quantity, l.cost]);

  it("are read by their column", () => {
    expect(numbers(paste(row("a", "2,000"), row("b", "12,75")))).toEqual([["2", ""], ["12.75", ""]]);
    expect(numbers(paste(row("a", "2,000", "1,25"), row("b", "0.5", "1.000")))).toEqual([["2000", "1.25"], ["0.5", "1000"]]);
  });
  it("wait where nothing decides, one question for each column", () => {
    const asked = paste(row("a", "2,000", "1.250"), row("b", "5", "3"));
    expect(asked.lines).toEqual([]);
    expect(isEmpty(asked)).toBe(false);
    expect(undecidedColumn(asked.pasted ?? [])).toBe("quantity");
    const next = run(asked, { do: "paste", rows: asked.pasted ?? [], decimal: "." });
    expect(undecidedColumn(next.pasted ?? [])).toBe("cost");
    expect(numbers(run(next, { do: "paste", rows: next.pasted ?? [], decimal: "," }))).toEqual([["2000", "1250"], ["5", "3"]]);
    expect(isEmpty(run(asked, { do: "unpaste" }))).toBe(true);
  });
});

describe("a grid that was sent", () => {
  const draft = gridOf("issue", bolt);
  const sent = run(draft, { do: "sending", sent: { key: draft.key, path: "/p", body: "{}" } });
  it("does not change until it is answered", () => {
    expect(run(sent, { do: "type", key: 1, cell: "quantity", text: "9" }, { do: "scan", text: "x" })).toBe(sent);
  });
  it("is empty afterwards, with the same location and kind", () => {
    const after = gridReducer(sent, { do: "answered", key: draft.key });
    expect(isEmpty(after)).toBe(true);
    expect(after.key).not.toBe(draft.key);
    expect(after.head).toMatchObject({ type: "issue", at: main });
  });
  it("can be changed again after a refusal", () => {
    const again = run(sent, { do: "refused", key: draft.key, faults: { head: {}, lines: new Map(), refusal: "no" } });
    expect(again.sent).toBeUndefined();
    expect(again.refusal).toBe("no");
    expect(again.key).toBe(draft.key);
    expect(run(again, { do: "renew" }).key).not.toBe(draft.key);
  });
  it("ignores the answer to another draft, such as the one that a second tab posted too", () => {
    const next = gridOf("issue", steel);
    expect(run(next, { do: "answered", key: draft.key })).toEqual(next);
    expect(run(next, { do: "refused", key: draft.key, faults: { head: {}, lines: new Map(), refusal: "no" } })).toEqual(next);
  });
});

describe("a correction", () => {
  const correction = { ...gridOf("issue", bolt), head: { ...emptyGrid("issue", shelf).head }, correcting: { id: "p", number: "MV", moved: [] } };

  it("restores the previous location afterwards", () => {
    const grid = run(emptyGrid("receipt", main), { do: "load", grid: correction });
    expect(grid.head.at).toEqual(shelf);
    expect(run(grid, { do: "clear" }).head.at).toEqual(main);
    expect(run(grid, { do: "answered", key: grid.key }).head.at).toEqual(main);
  });
});
