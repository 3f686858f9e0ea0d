// Items and units for the tests of this folder: a bolt in boxes, a steel sheet by weight, flour in
// variable bags.
import type { Uom } from "@/api/types";
import { emptyGrid, type Change, type Grid, type GridItem, type Place } from "./grid";
import type { Movement } from "@/api/types";
import { gridReducer } from "./gridReducer";

const common = { is_active: true, created_at: "", updated_at: "", version: 1 };
const uom = (code: string, decimals: number, base?: Partial<Uom>): [string, Uom] => [
  code, { id: code, code, name: code, decimals, numerator: 1, denominator: 1, ...base, ...common },
];

export const units = new Map([
  uom("PCS", 0), uom("BOX", 0), uom("SHEET", 0), uom("BAG", 0), uom("KG", 3),
  uom("G", 0, { base_uom: "KG", numerator: 1, denominator: 1000 }),
]);

export const main: Place = { id: "l1", code: "MAIN" };
export const shelf: Place = { id: "l2", code: "A-03" };

export const bolt: GridItem = {
  id: "i1", code: "BOL-000123", name: "Bolt M8x20", uom: "PCS", active: true,
  packs: [{ uom: "BOX", numerator: 100, denominator: 1, barcode: "BOX1" }],
};
export const steel: GridItem = {
  id: "i2", code: "STL-1", name: "Steel sheet", uom: "KG", active: true, home: shelf,
  packs: [{ uom: "SHEET", numerator: 47, denominator: 7 }],
};

export const flour: GridItem = {
  id: "i3", code: "FLR-1", name: "Flour", uom: "KG", active: true, home: shelf,
  packs: [{ uom: "BAG", numerator: 25, denominator: 1, variable: true, tolerance_percent: "10" }],
};

export const run = (grid: Grid, ...changes: Change[]): Grid => changes.reduce(gridReducer, grid);

/** A scan and the result of its lookup. */
export function scan(grid: Grid, item: GridItem, pack?: GridItem["packs"][number]): Grid {
  return run(grid, { do: "scan", text: "x" }, { do: "found", key: grid.next, item, ...(pack ? { pack } : {}) });
}

export const gridOf = (type: Movement, ...items: GridItem[]): Grid => items.reduce((g, i) => scan(g, i), emptyGrid(type, main));
export const brief = (grid: Grid): string[] => grid.lines.map((l) => `${l.item?.code ?? `?${l.text}`} ${l.quantity} ${l.unit}`);
