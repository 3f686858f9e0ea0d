// Validates the grid and turns it into a request.
import i18n from "@/i18n";
import { compare, isNegative, isZero, places } from "@/lib/decimal";
import { readDecimal, readings } from "@/lib/readings";
import type { Decimal, PostingLineCreate } from "@/api/types";
import { decimalsOf, isInexact, isWeighed, stockQuantity, takesCost, unitsOf, type Units } from "./amounts";
import { lotOf, placeOf, unresolved, type Cell, type Faults, type Grid, type Line, type Sent } from "./grid";
import { kinds } from "./movement";

const t = i18n.t.bind(i18n);

/** The two readings of an ambiguous number, otherwise the given text. */
function numberFault(text: string, otherwise: string): string {
  const two = readings(text);
  return two ? t("error.two_readings", { text: text.trim(), ...two }) : otherwise;
}

function quantityFault(grid: Grid, line: Line, units: Units): string | undefined {
  const quantity = readDecimal(line.quantity);
  const signed = kinds[grid.head.type].sign === 0;
  if (line.quantity.trim() === "") return t("post.fault.quantity_missing");
  if (quantity === undefined) return numberFault(line.quantity, t("post.fault.quantity_form", { text: line.quantity }));
  if (isZero(quantity)) return t("post.fault.quantity_zero");
  if (isNegative(quantity) && !signed) return t("post.fault.quantity_negative");
  const decimals = decimalsOf(line.unit, units);
  if (places(quantity) > decimals) return t("post.fault.quantity_places", { unit: line.unit, count: decimals });
  if (line.item && !isWeighed(line, units) && isInexact(line, units)) return t("post.fault.inexact", { unit: line.item.uom });
  if (stockQuantity(line, units) === undefined) return numberFault(line.weighed, t("post.fault.weighed_form", { unit: line.item?.uom ?? "" }));
  return undefined;
}

function isNoCost(typed: string): boolean {
  const cost = readDecimal(typed);
  return typed.trim() !== "" && (cost === undefined || isNegative(cost));
}

const isTyped = (text: string | undefined): text is string => (text ?? "").trim() !== "";
const unmatched = (text: string): string => t("form.fault.unmatched", { bound: text.trim() });

function lineFaults(grid: Grid, line: Line, units: Units): Partial<Record<Cell, string>> {
  if (!line.item) return line.faults;
  const faults: Partial<Record<Cell, string>> = {};
  if (!unitsOf(line.item, units).includes(line.unit)) faults.uom = t("post.fault.unit", { unit: line.unit, item: line.item.code });
  const quantity = faults.uom ? undefined : quantityFault(grid, line, units);
  if (quantity) faults.quantity = quantity;
  if (isTyped(line.atText)) faults.place = unmatched(line.atText);
  else if (!placeOf(grid, line)) faults.place = t("post.fault.place");
  if (takesCost(grid, line) && isNoCost(line.cost)) faults.cost = numberFault(line.cost, t("post.fault.cost"));
  return faults;
}

function headFaults(grid: Grid): Faults["head"] {
  const { head } = grid;
  const faults: Faults["head"] = {};
  const wants = kinds[head.type].parties;
  if (wants.includes("to") && !head.to) faults.to = t("post.fault.to");
  if (wants.includes("to") && head.to && grid.lines.some((l) => placeOf(grid, l)?.id === head.to?.id)) faults.to = t("post.fault.to_same");
  if (wants.includes("reason") && !head.reason) faults.reason = t("post.fault.reason");
  if (head.type === "adjustment" && head.reason?.needsRemarks && !head.remarks.trim() && !grid.correcting) faults.remarks = t("post.fault.remarks");
  for (const field of ["at", ...wants] as const) {
    const text = field === "reason" ? undefined : grid.texts?.[field];
    if (isTyped(text)) faults[field] = unmatched(text);
  }
  if (grid.correcting && !grid.why.trim()) faults.why = t("post.fault.why");
  return faults;
}

export const unresolvedFault = (): string => t("post.fault.unresolved");

function refusalOf(grid: Grid, typed: string): string | undefined {
  if (typed !== "") return t("post.fault.typed", { text: typed });
  if (grid.pasted) return t("post.fault.pasted");
  if (grid.lines.length === 0) return t("post.fault.empty");
  return unresolved(grid).length > 0 ? unresolvedFault() : undefined;
}

/** All errors that can be found on the client; undefined if there are none. The server checks the stock. `typed` is the pending
 * text of the scan cell. */
export function check(grid: Grid, units: Units, typed = ""): Faults | undefined {
  const head = headFaults(grid);
  const lines = new Map(grid.lines.map((l) => [l.key, lineFaults(grid, l, units)] as const).filter(([, f]) => Object.keys(f).length > 0));
  const refusal = refusalOf(grid, typed);
  if (refusal !== undefined) return { head, lines, refusal };
  return Object.keys(head).length > 0 || lines.size > 0 ? { head, lines } : undefined;
}

/** In a correction, only a changed cost: users who cannot read costs send none, and the server keeps it. */
function givenCost(grid: Grid, line: Line): Decimal | undefined {
  const cost = takesCost(grid, line) ? readDecimal(line.cost) : undefined;
  const stays = cost !== undefined && line.costWas !== undefined && compare(cost, line.costWas) === 0;
  return stays ? undefined : cost;
}

function requestLine(grid: Grid, line: Line, units: Units): PostingLineCreate {
  const { head } = grid;
  const wants = kinds[head.type].parties;
  const party = <T>(name: (typeof wants)[number], value: T | undefined) => (wants.includes(name) ? value : undefined);
  return {
    item_id: line.item?.id,
    transaction_type: head.type,
    quantity: readDecimal(line.quantity),
    uom: line.unit,
    stock_quantity: isWeighed(line, units) ? readDecimal(line.weighed) : undefined,
    accept_difference: (line.accepts && isWeighed(line, units)) || undefined,
    location_id: placeOf(grid, line)?.id,
    to_location_id: party("to", head.to?.id),
    lot: lotOf(line) || undefined,
    unit_cost: givenCost(grid, line),
    reason_code: party("reason", head.reason?.code),
    issued_to: party("issuedTo", head.issuedTo?.id),
    charge_to: party("chargeTo", head.chargeTo?.id),
    supplier_id: party("supplier", head.supplier?.id),
  };
}

/** Built once and kept: a retry must send the identical body. */
export function toRequest(grid: Grid, units: Units): Sent {
  const { key, head, correcting } = grid;
  const lines = grid.lines.map((l) => requestLine(grid, l, units));
  const date = head.date || undefined;
  if (correcting)
    return { key, path: `/api/inventory/postings/${correcting.id}/correct`, body: JSON.stringify({ reason: grid.why.trim(), transaction_date: date, lines }) };
  const details = { transaction_date: date, reference: head.reference.trim() || undefined, remarks: head.remarks.trim() || undefined };
  return { key, path: "/api/inventory/transactions", body: JSON.stringify({ ...details, lines }) };
}
