// A posting back in the grid, to be given as it should have been.
import { isNegative, negate, typable } from "@/lib/decimal";
import type { Posting, Reason, StockTransaction } from "@/api/types";
import { emptyGrid, emptyLine, type Grid, type GridItem, type Head, type Line, type Named } from "./grid";

/** What the ledger's ids stand for. */
export interface Known {
  items: ReadonlyMap<string, GridItem>;
  parties: ReadonlyMap<string, Named>;
  reasons: ReadonlyMap<string, Reason>;
}

/** The lines that stand: of a correction only its replacement. */
export const standingLines = (posting: Posting): StockTransaction[] => (posting.lines ?? []).filter((l) => !l.reverses_id);

/** Of a transfer's two lines the one that takes. */
const given = (lines: readonly StockTransaction[]): StockTransaction[] => lines.filter((l) => l.transaction_type !== "transfer" || isNegative(l.quantity));

/** What the grid says once for all lines. */
const common = ["transaction_type", "issued_to", "charge_to", "supplier_id", "reason_code"] as const;

function otherEnds(lines: readonly StockTransaction[]): StockTransaction[] {
  return lines.filter((l) => l.transaction_type === "transfer" && !isNegative(l.quantity));
}

const isOne = (values: readonly unknown[]): boolean => new Set(values).size <= 1;

/** Undefined: its lines differ in what the grid has only once. */
export function correctionOf(posting: Posting, known: Known): Grid | undefined {
  const all = standingLines(posting);
  const lines = given(all), to = otherEnds(all);
  const [first] = lines;
  if (!first || !common.every((field) => isOne(lines.map((l) => l[field]))) || !isOne(to.map((l) => l.location_id))) return undefined;
  const at = isOne(lines.map((l) => l.location_id)) ? { id: first.location_id, code: first.location_code ?? "" } : undefined;
  const reason = known.reasons.get(first.reason_code ?? "");
  const head: Head = {
    ...emptyGrid(first.transaction_type, at).head,
    to: to[0] && { id: to[0].location_id, code: to[0].location_code ?? "" },
    issuedTo: known.parties.get(first.issued_to ?? ""),
    chargeTo: known.parties.get(first.charge_to ?? ""),
    supplier: known.parties.get(first.supplier_id ?? ""),
    reason: reason && { code: reason.code, name: reason.name, direction: reason.direction, needsRemarks: reason.needs_remarks },
  };
  return {
    ...emptyGrid(first.transaction_type),
    head,
    lines: lines.flatMap((l, i) => lineOf(l, i + 1, known.items, at === undefined)),
    next: lines.length + 1,
    correcting: {
      id: posting.id,
      number: posting.number,
      moved: all.map((l) => ({ item: l.item_id, place: l.location_id, lot: l.lot, quantity: l.quantity })),
    },
  };
}

function lineOf(l: StockTransaction, key: number, items: Known["items"], hasOwnPlace: boolean): Line[] {
  const item = items.get(l.item_id);
  const weighed = l.entered_uom === l.uom ? "" : isNegative(l.quantity) && l.transaction_type !== "adjustment" ? negate(l.quantity) : l.quantity;
  const line = {
    ...emptyLine(key, l.item_code ?? ""), item, counts: false, unit: l.entered_uom, quantity: typable(l.entered_quantity), weighed: typable(weighed), lot: l.lot,
    ...(l.unit_cost !== undefined && { cost: typable(l.unit_cost), costWas: l.unit_cost }),
  };
  return item ? [hasOwnPlace ? { ...line, at: { id: l.location_id, code: l.location_code ?? "" } } : line] : [];
}
