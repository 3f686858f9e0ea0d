// Assigns the errors of a refused posting to their cells, in words that say what to do.
import type { ApiError, Fault } from "@/api/errors";
import type { Usage } from "@/api/types";
import i18n from "@/i18n";
import { isZero } from "@/lib/decimal";
import { balanceKey } from "./amounts";
import { lotOf, placeOf, type Cell, type Faults, type Grid, type HeadField, type Line } from "./grid";

const t = i18n.t.bind(i18n);

interface Short {
  item_id: string;
  item_code: string;
  location_id: string;
  location_code: string;
  lot?: string;
  available: string;
  requested: string;
}

const cells: Record<string, Cell> = {
  item_id: "item", item_code: "item", barcode: "item", quantity: "quantity", stock_quantity: "quantity", uom: "uom",
  location_id: "place", lot: "lot", unit_cost: "cost",
};
const heads: Record<string, HeadField> = {
  transaction_type: "type", to_location_id: "to", reason_code: "reason", issued_to: "issuedTo", charge_to: "chargeTo",
  supplier_id: "supplier", transaction_date: "date", reference: "reference", remarks: "remarks", reason: "why",
};

const none = (refusal?: string): Faults => ({ head: {}, lines: new Map(), ...(refusal ? { refusal } : {}) });

function mark(faults: Faults, line: Line | undefined, cell: Cell, text: string) {
  if (!line) faults.refusal ??= text;
  else faults.lines.set(line.key, { ...faults.lines.get(line.key), [cell]: text });
}

function invalid(grid: Grid, found: readonly Fault[]): Faults {
  const faults = none();
  for (const { path, message, type } of found) {
    const index = path[0] === "lines" && typeof path[1] === "number" ? path[1] : undefined;
    const field = `${path[index === undefined ? 0 : 2] ?? ""}`;
    const head = heads[field], cell = cells[field];
    if (head) faults.head[head] ??= message;
    else if (index !== undefined) mark(faults, grid.lines[index], type === "outside_tolerance" ? "difference" : (cell ?? "item"), message);
    else faults.refusal ??= message;
  }
  return faults;
}

/** The lines that remove from a balance; not the receiving side of a transfer. */
const linesAt = (grid: Grid, s: Pick<Short, "item_id" | "location_id" | "lot">): Line[] =>
  grid.lines.filter((l) => l.item && balanceKey(l.item.id, placeOf(grid, l)?.id ?? "", lotOf(l)) === balanceKey(s.item_id, s.location_id, s.lot ?? ""));

function insufficient(grid: Grid, shorts: Short[]): Faults {
  const faults = none();
  for (const s of shorts) {
    const lines = linesAt(grid, s);
    const unit = lines[0]?.item?.uom ?? "";
    const values = { available: s.available, unit, item: s.lot ? t("post.short.of_lot", { item: s.item_code, lot: s.lot }) : s.item_code, place: s.location_code, requested: s.requested };
    const text = grid.correcting ? t("post.short.correct", values)
      : isZero(s.available) ? t("post.short.none", values)
      : t(`post.short.${grid.head.type === "transfer" ? "transfer" : grid.head.type === "issue" ? "issue" : "other"}`, values);
    mark(faults, lines[0], "quantity", text);
    for (const l of lines.slice(1)) mark(faults, l, "quantity", t("post.short.together", values));
  }
  return faults;
}

function blocked(grid: Grid, lines: (Short & { usage: Usage })[]): Faults {
  const faults = none();
  for (const b of lines) {
    const text = t("post.blocked", { place: b.location_code, usage: t(`word.usage.${b.usage}`) });
    for (const l of linesAt(grid, b)) mark(faults, l, "place", text);
  }
  return faults;
}

function later(grid: Grid, error: ApiError): Faults {
  const { item_id, location_id, lot, day } = error.more as unknown as Short & { day: string };
  const faults = none();
  mark(faults, linesAt(grid, { item_id, location_id, lot })[0], "quantity", t("post.short.later", { day, detail: error.message }));
  return faults;
}

/** The server's errors by head field and line. */
export function refusalOf(grid: Grid, error: ApiError): Faults {
  switch (error.code) {
    case "insufficient_stock":
      return insufficient(grid, (error.more.lines as Short[] | undefined) ?? []);
    case "blocked_stock":
      return blocked(grid, (error.more.lines as (Short & { usage: Usage })[] | undefined) ?? []);
    case "negative_later":
      return later(grid, error);
    case "period_closed":
      return { ...none(), head: { date: t("post.fault.period_closed", { detail: error.message }) } };
    case "backdate":
      return { ...none(), head: { date: t("post.fault.backdate") } };
    case "opening_exists":
      return none(t("post.fault.opening_exists", { detail: error.message }));
    default:
      return error.faults.length > 0 ? invalid(grid, error.faults) : none(error.message);
  }
}
