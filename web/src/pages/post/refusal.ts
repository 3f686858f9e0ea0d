// A refused posting: each of its faults goes to the cell it is about, in words that say what to do.
import i18n from "@/i18n";
import { isZero } from "@/lib/decimal";
import { balanceKey } from "./amounts";
import { placeOf, type Cell, type Faults, type Grid, type HeadField, type Line } from "./grid";

const t = i18n.t.bind(i18n);

/** As the API says it; `lines` are those of insufficient_stock. */
export interface Refusal {
  code?: string;
  detail?: unknown;
  request_id?: string;
  [more: string]: unknown;
}

interface Fault {
  loc: (string | number)[];
  msg: string;
}

interface Short {
  item_id: string;
  item_code: string;
  location_id: string;
  location_code: string;
  lot: string;
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

function invalid(grid: Grid, detail: Fault[]): Faults {
  const faults = none();
  for (const { loc, msg } of detail) {
    const index = loc[1] === "lines" && typeof loc[2] === "number" ? loc[2] : undefined;
    const field = `${loc[index === undefined ? 1 : 3] ?? ""}`;
    const head = heads[field], cell = cells[field];
    if (head) faults.head[head] ??= msg;
    else if (index !== undefined) mark(faults, grid.lines[index], cell ?? "item", msg);
    else faults.refusal ??= msg;
  }
  return faults;
}

/** The lines that take from a balance, first or last: a transfer's other side is not meant. */
const linesAt = (grid: Grid, s: Pick<Short, "item_id" | "location_id" | "lot">): Line[] =>
  grid.lines.filter((l) => l.item && balanceKey(l.item.id, placeOf(grid, l)?.id ?? "", l.lot) === balanceKey(s.item_id, s.location_id, s.lot));

function insufficient(grid: Grid, shorts: Short[]): Faults {
  const faults = none();
  for (const s of shorts) {
    const lines = linesAt(grid, s);
    const unit = lines[0]?.item?.uom ?? "";
    const said = { available: s.available, unit, item: s.item_code, place: s.location_code, requested: s.requested };
    const text = grid.correcting ? t("post.short.correct", said)
      : isZero(s.available) ? t("post.short.none", said)
      : t(`post.short.${grid.head.type === "transfer" ? "transfer" : grid.head.type === "issue" ? "issue" : "other"}`, said);
    mark(faults, lines[0], "quantity", text);
    for (const l of lines.slice(1)) mark(faults, l, "quantity", t("post.short.together", said));
  }
  return faults;
}

function later(grid: Grid, r: Refusal, detail: string): Faults {
  const faults = none();
  const [line] = linesAt(grid, { item_id: `${r.item_id as string}`, location_id: `${r.location_id as string}`, lot: `${(r.lot as string | undefined) ?? ""}` });
  mark(faults, line, "quantity", t("post.short.later", { day: r.day as string, detail }));
  return faults;
}

/** What the server answered (a body of the API), put where it belongs. */
export function refusalOf(grid: Grid, r: Refusal): Faults {
  const detail = typeof r.detail === "string" ? r.detail : t("post.refused");
  switch (r.code) {
    case "insufficient_stock": return insufficient(grid, (r.lines as Short[] | undefined) ?? []);
    case "negative_later": return later(grid, r, detail);
    case "period_closed":
    case "backdate": return { ...none(), head: { date: t(`post.fault.${r.code}`, { detail }) } };
    case "opening_exists": return none(t("post.fault.opening_exists", { detail }));
    default: return Array.isArray(r.detail) ? invalid(grid, r.detail as Fault[]) : none(detail);
  }
}

