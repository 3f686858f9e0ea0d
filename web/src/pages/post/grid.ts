// The state of the grid and its reducer, without React or requests: the result of a lookup comes
// back as `found` or `unknown`.
import i18n from "@/i18n";
import { add, isNegative, isZero, negate, ratio, readDecimal, typable } from "@/lib/decimal";
import { foldLot } from "@/lib/lot";
import type { Decimal, Direction, Movement, Pack } from "@/api/types";
import { kinds } from "./movement";

export interface Place {
  id: string;
  code: string;
}

/** A recipient or a supplier. */
export interface Named extends Place {
  name: string;
}

interface GridReason {
  code: string;
  name: string;
  direction: Direction;
  needsRemarks: boolean;
}

export interface GridItem {
  id: string;
  code: string;
  name: string;
  uom: string;
  packs: Pack[];
  active: boolean;
  home?: Place;
}

/** `difference` is the weighed quantity, if it is too far from the ratio. */
export type Cell = "item" | "quantity" | "uom" | "place" | "lot" | "cost" | "difference";
export type HeadField = "type" | "at" | "to" | "issuedTo" | "chargeTo" | "supplier" | "reason" | "date" | "reference" | "remarks" | "why";

export interface Line {
  key: number;
  /** The scanned, typed or pasted text; kept until its lookup succeeds. */
  text: string;
  /** Counts as one of the item or pack, as a scan does: it was added without a quantity. */
  counts: boolean;
  item?: GridItem;
  /** The unit of `quantity`; empty until the item is known, unless pasted. */
  unit: string;
  /** As typed, so that incomplete input is kept. */
  quantity: string;
  /** The weighed quantity in the item's unit, for a variable pack or an inexact ratio. */
  weighed: string;
  /** The weighed quantity is accepted, however far it is from the ratio. */
  accepts?: boolean;
  lot: string;
  /** Per item's unit, as typed. */
  cost: string;
  /** In a correction: the cost in the ledger, kept unless another is entered. */
  costWas?: Decimal;
  /** The location, if it is neither the head's nor the item's default. */
  at?: Place;
  /** Text typed for the location that is not (yet) a choice. */
  atText?: string | undefined;
  faults: Partial<Record<Cell, string>>;
}

/** Fields of the head with a combobox. */
type Picked = "at" | "to" | "issuedTo" | "chargeTo" | "supplier";

export interface Head {
  type: Movement;
  /** Empty: each item's default location, or the only one there is. */
  at?: Place;
  to?: Place;
  issuedTo?: Named;
  chargeTo?: Named;
  supplier?: Named;
  reason?: GridReason;
  /** A day; empty: now. */
  date: string;
  reference: string;
  remarks: string;
}

/** The posting that the grid corrects, and its movements. */
interface Correcting {
  id: string;
  number: string;
  moved: { item: string; place: string; lot: string; quantity: Decimal }[];
  /** The head's location before the correction, restored after it. */
  home?: Place;
}

/** A request without an answer yet: it is repeated with the same key and body. */
export interface Sent {
  key: string;
  path: string;
  body: string;
}

export interface Grid {
  head: Head;
  /** Why a posting is corrected. */
  why: string;
  lines: Line[];
  next: number;
  faults: Partial<Record<HeadField, string>>;
  /** Text in fields of the head that is not (yet) a choice: it prevents posting. */
  texts?: Partial<Record<Picked, string | undefined>>;
  /** The only location there is; fetched, not part of the draft. */
  only?: Place;
  /** An error that belongs to no cell. */
  refusal?: string;
  correcting?: Correcting;
  sent?: Sent;
}

export interface PastedRow {
  text: string;
  /** Absent if the rows had no other column. */
  quantity?: string;
  unit?: string;
  lot?: string;
  cost?: string;
}

/** What a GS1 code contains in addition to the item. */
export interface ScannedDetails {
  lot?: string;
  amount?: { quantity: Decimal; unit: string };
}

export interface Faults {
  head: Partial<Record<HeadField, string>>;
  lines: Map<number, Partial<Record<Cell, string>>>;
  refusal?: string;
}

type LineText = "quantity" | "unit" | "weighed" | "lot" | "cost";

export type Change =
  | { do: "head"; patch: Partial<Head> }
  | { do: "text"; field: Picked; text: string | undefined }
  | { do: "why"; text: string }
  | { do: "scan"; text: string }
  | { do: "paste"; rows: PastedRow[] }
  | { do: "found"; key: number; item: GridItem; pack?: Pack; details?: ScannedDetails; units?: readonly string[] }
  | { do: "unknown"; key: number; message: string }
  | { do: "seek"; key: number }
  | { do: "pick"; item: GridItem }
  | { do: "walkTo"; key: number; place: Place }
  | { do: "issueTo"; key: number; recipient: Named }
  | { do: "type"; key: number; cell: LineText; text: string }
  | { do: "accept"; key: number }
  | { do: "place"; key: number; place?: Place }
  | { do: "placeText"; key: number; text: string | undefined }
  | { do: "remove"; key: number }
  | { do: "refused"; faults: Faults }
  | { do: "sending"; sent: Sent }
  | { do: "answered" }
  | { do: "clear" }
  | { do: "load"; grid: Grid };

/** The most lines of one posting. */
export const mostLines = 500;

export function emptyGrid(type: Movement, at?: Place): Grid {
  const head: Head = { type, date: "", reference: "", remarks: "" };
  return { head: at ? { ...head, at } : head, why: "", lines: [], next: 1, faults: {} };
}

export const emptyLine = (key: number, text: string): Line => ({
  key, text, counts: true, unit: "", quantity: "", weighed: "", lot: "", cost: "", faults: {},
});

/** Lines whose text is still being looked up. */
export const unresolved = (grid: Grid): Line[] => grid.lines.filter((l) => !l.item && !l.faults.item);

const homeOf = ({ correcting, head }: Grid): Place | undefined => (correcting ? correcting.home : head.at);

/** Remembers the head's location for the time of a correction. */
function fromHome(grid: Grid, home: Place | undefined): Grid {
  const { correcting } = grid;
  return correcting && home && !correcting.home ? { ...grid, correcting: { ...correcting, home } } : grid;
}

export const isEmpty = (grid: Grid): boolean => grid.lines.length === 0 && !grid.sent && !grid.correcting;

export function placeOf(grid: Grid, line: Line): Place | undefined {
  return line.at ?? grid.head.at ?? line.item?.home ?? grid.only;
}

/** What a scan adds: a pack adds its content in the item's unit, unless that is weighed or the code has a quantity. */
function scanned(grid: Grid, item: GridItem, pack?: Pack, amount?: ScannedDetails["amount"]): { unit: string; quantity: Decimal } {
  const whole = pack && ratio(`${pack.numerator}`, "1", `${pack.denominator}`);
  const one = amount ? amount
    : !pack || !whole ? { unit: item.uom, quantity: "1" }
    : pack.variable || /\./.test(whole) ? { unit: pack.uom, quantity: "1" } : { unit: item.uom, quantity: whole };
  return kinds[grid.head.type].sign === 0 && takesOut(grid) ? { ...one, quantity: negate(one.quantity) } : one;
}

/** Whether an adjustment removes stock: by its reason, or by all its lines so far. */
function takesOut(grid: Grid): boolean {
  if (grid.head.reason && grid.head.reason.direction !== "both") return grid.head.reason.direction === "out";
  const given = grid.lines.map((l) => readDecimal(l.quantity)).filter((q) => q !== undefined && !isZero(q));
  return given.length > 0 && given.every((q) => q !== undefined && isNegative(q));
}

export const lotOf = (line: Line): string => line.lot.trim();

/** Whether the new line b is added to a. Lots are never guessed: a scan has one only if its code does. Without a cost, b has a's. */
const same = (a: Line, b: Line): boolean =>
  a.item !== undefined && a.item.id === b.item?.id && a.unit === b.unit && foldLot(lotOf(a)) === foldLot(lotOf(b)) && a.at?.id === b.at?.id &&
  (b.cost === "" || a.cost === b.cost);

const without = (faults: Line["faults"], ...cells: Cell[]): Line["faults"] =>
  Object.fromEntries(Object.entries(faults).filter(([c]) => !(cells as string[]).includes(c)));

const change = (grid: Grid, key: number, f: (l: Line) => Line): Grid => ({
  ...grid, lines: grid.lines.map((l) => (l.key === key ? f(l) : l)),
});

const drop = (grid: Grid, key: number): Grid => ({ ...grid, lines: grid.lines.filter((l) => l.key !== key) });

const unaccepted = ({ accepts, ...line }: Line): Line => line;

/** Merges a line into an earlier one of the same item, unit and location after its lookup. */
function merge(grid: Grid, key: number): Grid {
  const line = grid.lines.find((l) => l.key === key);
  const into = line && grid.lines.find((l) => l.key !== key && same(l, line));
  const a = into && readDecimal(into.quantity), b = line && readDecimal(line.quantity);
  if (!into || a === undefined || b === undefined) return grid;
  const merged = change(grid, into.key, (l) => unaccepted({ ...l, quantity: typable(add(a, b)), weighed: "", faults: without(l.faults, "quantity", "difference") }));
  return drop(merged, key);
}

/** Units match in any case. */
function found(grid: Grid, { key, item, pack, details, units = [] }: Change & { do: "found" }): Grid {
  const line = grid.lines.find((l) => l.key === key);
  if (!line || line.item) return grid;
  const one = scanned(grid, item, pack, details?.amount);
  const given = [item.uom, ...item.packs.map((p) => p.uom), ...units].find((u) => u.toLowerCase() === line.unit.toLowerCase());
  const unit = given ?? (line.unit || (line.counts ? one.unit : (pack?.uom ?? item.uom)));
  const quantity = line.counts ? one.quantity : line.quantity;
  return merge(change(grid, key, (l) => ({
    ...l, item, unit, quantity, lot: l.lot || (details?.lot ?? ""), faults: without(l.faults, "item"),
  })), key);
}

function append(grid: Grid, lines: Omit<Line, "key">[]): Grid {
  if (grid.lines.length + lines.length > mostLines) return { ...grid, refusal: i18n.t("post.full", { count: mostLines }) };
  const added = lines.map((l, i) => ({ ...l, key: grid.next + i }));
  return { ...grid, lines: [...grid.lines, ...added], next: grid.next + added.length };
}

function pick(grid: Grid, item: GridItem): Grid {
  const one = scanned(grid, item);
  const line = { ...emptyLine(0, item.code), item, unit: one.unit, quantity: one.quantity };
  return grid.lines.some((l) => same(l, line)) ? grid : append(grid, [line]);
}

/** A location was scanned: it applies to the lines that follow; earlier lines keep theirs. */
function walkTo(grid: Grid, place: Place): Grid {
  if (grid.head.type === "transfer" && grid.lines.length > 0) return headOf(grid, { to: place });
  const lines = grid.lines.map((l) => {
    const at = placeOf(grid, l);
    return l.at || !at ? l : { ...l, at };
  });
  return headOf({ ...grid, lines }, { at: place });
}

/** A recipient was scanned, for a movement that has one. */
function issueTo(grid: Grid, key: number, recipient: Named): Grid {
  if (kinds[grid.head.type].parties.includes("issuedTo")) return headOf(drop(grid, key), { issuedTo: recipient });
  return change(grid, key, (l) => ({ ...l, faults: { ...l.faults, item: i18n.t("post.fault.is_recipient", { code: recipient.code }) } }));
}

function headOf(grid: Grid, patch: Partial<Head>): Grid {
  const touched = Object.keys(patch) as HeadField[];
  const faults = Object.fromEntries(Object.entries(grid.faults).filter(([f]) => !touched.includes(f as HeadField)));
  const moved = "at" in patch || "type" in patch;
  const lines = moved ? grid.lines.map((l) => ({ ...l, faults: without(l.faults, "quantity", "place", "cost") })) : grid.lines;
  const texts = Object.fromEntries(Object.entries(grid.texts ?? {}).filter(([f]) => !touched.includes(f as HeadField)));
  return { ...grid, head: { ...grid.head, ...patch }, texts, lines, faults };
}

/** The errors that typing into a cell clears. */
const faultsOfCell: Record<LineText, Cell[]> = {
  quantity: ["quantity", "difference"], unit: ["uom", "quantity", "difference"], weighed: ["quantity", "difference"],
  lot: ["lot", "quantity"], cost: ["cost"],
};

/** A changed quantity or weight must be accepted again. */
function typed(line: Line, cell: LineText, text: string): Line {
  const next = { ...line, [cell]: text, ...(cell === "unit" ? { weighed: "" } : {}), faults: without(line.faults, ...faultsOfCell[cell]) };
  return faultsOfCell[cell].includes("difference") ? unaccepted(next) : next;
}

function refused(grid: Grid, f: Faults): Grid {
  const lines = grid.lines.map((l) => ({ ...l, faults: f.lines.get(l.key) ?? {} }));
  const { sent, refusal, ...rest } = grid;
  return { ...rest, lines, faults: f.head, ...(f.refusal ? { refusal: f.refusal } : {}) };
}

function changed(grid: Grid, c: Change): Grid {
  switch (c.do) {
    case "head": return headOf(grid, c.patch);
    case "text": return { ...grid, texts: { ...grid.texts, [c.field]: c.text }, faults: { ...grid.faults, [c.field]: undefined } };
    case "why": return { ...grid, why: c.text, faults: { ...grid.faults, why: undefined } };
    case "scan": return append(grid, [emptyLine(0, c.text)]);
    case "paste": return append(grid, c.rows.map((r) => ({
      ...emptyLine(0, r.text), counts: r.quantity === undefined, quantity: r.quantity ?? "", unit: r.unit ?? "", lot: r.lot ?? "", cost: r.cost ?? "",
    })));
    case "found": return found(grid, c);
    case "unknown": return change(grid, c.key, (l) => ({ ...l, faults: { ...l.faults, item: c.message } }));
    case "pick": return pick(grid, c.item);
    case "walkTo": return walkTo(drop(grid, c.key), c.place);
    case "issueTo": return issueTo(grid, c.key, c.recipient);
    case "seek": return change(grid, c.key, (l) => ({ ...l, faults: without(l.faults, "item") }));
    case "type": return change(grid, c.key, (l) => typed(l, c.cell, c.text));
    case "accept": return change(grid, c.key, (l) => ({ ...l, accepts: true, faults: without(l.faults, "difference") }));
    case "placeText": return change(grid, c.key, (l) => ({ ...l, atText: c.text, faults: without(l.faults, "place") }));
    case "place": return change(grid, c.key, ({ at, atText, ...l }) => ({
      ...l, ...(c.place ? { at: c.place } : {}), faults: without(l.faults, "place", "quantity"),
    }));
    case "remove": return drop(grid, c.key);
    case "refused": return refused(grid, c.faults);
    case "sending": return { ...grid, sent: c.sent };
    case "answered":
    case "clear": return { ...emptyGrid(grid.head.type, homeOf(grid)), next: grid.next };
    case "load": return fromHome(c.grid, homeOf(grid));
  }
}

/** Changes allowed while a request is unanswered: the sent lines must stay as they are. */
const answers: ReadonlySet<Change["do"]> = new Set(["refused", "answered", "clear", "load"]);

export function gridReducer(grid: Grid, c: Change): Grid {
  if (grid.sent && !answers.has(c.do)) return grid;
  const { refusal, ...rest } = grid;
  return changed(c.do === "refused" ? grid : rest, c);
}
