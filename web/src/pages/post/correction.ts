// Loads a posting into the grid to correct it.
import { isNegative, negate } from "@/lib/decimal";
import { typable } from "@/lib/readings";
import type { Posting, Reason, StockTransaction } from "@/api/types";
import { emptyGrid, emptyLine, type Grid, type GridItem, type Head, type Line, type Named } from "./grid";

/** The records that the ledger refers to by id. */
export interface References {
  items: ReadonlyMap<string, GridItem>;
  parties: ReadonlyMap<string, Named>;
  reasons: ReadonlyMap<string, Reason>;
}

/** The effective lines: of a correction only the replacement. */
export const effectiveLines = (posting: Posting): StockTransaction[] => (posting.lines ?? []).filter((l) => !l.reverses_id);

/** The lines to enter: of a transfer only the outgoing ones. */
const outgoing = (lines: readonly StockTransaction[]): StockTransaction[] => lines.filter((l) => l.transaction_type !== "transfer" || isNegative(l.quantity));

/** Fields that the grid has once for all lines. */
const common = ["transaction_type", "issued_to", "charge_to", "supplier_id", "reason_code"] as const;

function otherEnds(lines: readonly StockTransaction[]): StockTransaction[] {
  return lines.filter((l) => l.transaction_type === "transfer" && !isNegative(l.quantity));
}

const isOne = (values: readonly unknown[]): boolean => new Set(values).size <= 1;

/** Undefined if lines differ in a field that the grid has only once. */
export function correctionOf(posting: Posting, references: References): Grid | undefined {
  const all = effectiveLines(posting);
  const lines = outgoing(all), to = otherEnds(all);
  const [first] = lines;
  if (!first || !common.every((field) => isOne(lines.map((l) => l[field]))) || !isOne(to.map((l) => l.location_id))) return undefined;
  const at = isOne(lines.map((l) => l.location_id)) ? { id: first.location_id, code: first.location_code ?? "" } : undefined;
  const reason = references.reasons.get(first.reason_code ?? "");
  const head: Head = {
    ...emptyGrid(first.transaction_type, at).head,
    to: to[0] && { id: to[0].location_id, code: to[0].location_code ?? "" },
    issuedTo: references.parties.get(first.issued_to ?? ""),
    chargeTo: references.parties.get(first.charge_to ?? ""),
    supplier: references.parties.get(first.supplier_id ?? ""),
    reason: reason && { code: reason.code, name: reason.name, direction: reason.direction, needsRemarks: reason.needs_remarks },
  };
  return {
    ...emptyGrid(first.transaction_type),
    head,
    lines: lines.flatMap((l, i) => lineOf(l, i + 1, references.items, at === undefined)),
    next: lines.length + 1,
    correcting: {
      id: posting.id,
      number: posting.number,
      moved: all.map((l) => ({ item: l.item_id, place: l.location_id, lot: l.lot, quantity: l.quantity })),
    },
  };
}

function lineOf(l: StockTransaction, key: number, items: References["items"], hasOwnPlace: boolean): Line[] {
  const item = items.get(l.item_id);
  const weighed = l.entered_uom === l.uom ? "" : isNegative(l.quantity) && l.transaction_type !== "adjustment" ? negate(l.quantity) : l.quantity;
  const line = {
    ...emptyLine(key, l.item_code ?? ""), item, counts: false, unit: l.entered_uom, quantity: typable(l.entered_quantity), weighed: weighed && typable(weighed), lot: l.lot,
    ...(l.unit_cost !== undefined && { cost: typable(l.unit_cost), costWas: l.unit_cost }),
  };
  return item ? [hasOwnPlace ? { ...line, at: { id: l.location_id, code: l.location_code ?? "" } } : line] : [];
}
