// The grid of the Post screen as a value, and every way it can change. No React, no requests:
// what a scan means is asked elsewhere and comes back as `found` or `unknown`.
import i18n from "@/i18n";
import { add, isNegative, isZero, negate, ratio, readDecimal, typable } from "@/lib/decimal";
import { foldLot } from "@/lib/lot";
import type { Decimal, Direction, Movement, Pack } from "@/api/types";
import { kinds } from "./movement";

export interface Place {
  id: string;
  code: string;
}

/** A recipient or a supplier, as the head shows it. */
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

/** `difference` is what was weighed, where that is too far from the ratio. */
export type Cell = "item" | "quantity" | "uom" | "place" | "lot" | "cost" | "difference";
export type HeadField = "type" | "at" | "to" | "issuedTo" | "chargeTo" | "supplier" | "reason" | "date" | "reference" | "remarks" | "why";

export interface Line {
  key: number;
  /** What was scanned, typed or pasted; kept while it is not known what it names. */
  text: string;
  /** It stands for one of what its text names, as a scan does: it came without a quantity's cell. */
  counts: boolean;
  item?: GridItem;
  /** The unit of `quantity`; empty while the item is not known and none was pasted. */
  unit: string;
  /** As it was typed, so that half a number is never lost. */
  quantity: string;
  /** In the item's unit, as weighed, where the pack varies or the unit's ratio is not exact. */
  weighed: string;
  /** What was weighed is meant, however far it is from the ratio. */
  accepts?: boolean;
  lot: string;
  /** Of one of the item's unit, as it was typed. */
  cost: string;
  /** Of a correction: the cost that is in the ledger, which stays unless another is given. */
  costWas?: Decimal;
  /** Where, when that is neither the head's place nor the item's own. */
  at?: Place;
  /** What is typed for it and is no choice, or none yet. */
  atText?: string | undefined;
  faults: Partial<Record<Cell, string>>;
}

/** Those of the head that are chosen from a list by typing. */
type Picked = "at" | "to" | "issuedTo" | "chargeTo" | "supplier";

export interface Head {
  type: Movement;
  /** Empty: each item's own place, or the only one there is. */
  at?: Place;
  to?: Place;
  issuedTo?: Named;
  chargeTo?: Named;
  supplier?: Named;
  reason?: GridReason;
  /** A day; empty is now. */
  date: string;
  reference: string;
  remarks: string;
}

/** The posting that the grid corrects, and what it had moved. */
interface Correcting {
  id: string;
  number: string;
  moved: { item: string; place: string; lot: string; quantity: Decimal }[];
  /** Where the person was working, and goes back to. */
  home?: Place;
}

/** What was sent and not yet answered: it is asked again with the same key and the same body. */
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
  /** What is typed in fields of the head and is no choice, or none yet: never posted past. */
  texts?: Partial<Record<Picked, string | undefined>>;
  /** The only place there is; it is asked for, not part of what is kept. */
  only?: Place;
  /** A refusal that belongs to no cell. */
  refusal?: string;
  correcting?: Correcting;
  sent?: Sent;
}

export interface PastedRow {
  text: string;
  /** Absent: the rows had no other column. */
  quantity?: string;
  unit?: string;
  lot?: string;
  cost?: string;
}

/** What a GS1 code says beside its item. */
export interface Said {
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
  | { do: "found"; key: number; item: GridItem; pack?: Pack; said?: Said; units?: readonly string[] }
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

/** As many lines as one posting takes. */
export const mostLines = 500;

export function emptyGrid(type: Movement, at?: Place): Grid {
  const head: Head = { type, date: "", reference: "", remarks: "" };
  return { head: at ? { ...head, at } : head, why: "", lines: [], next: 1, faults: {} };
}

export const emptyLine = (key: number, text: string): Line => ({
  key, text, counts: true, unit: "", quantity: "", weighed: "", lot: "", cost: "", faults: {},
});

/** Lines that wait to be told what their text names. */
export const sought = (grid: Grid): Line[] => grid.lines.filter((l) => !l.item && !l.faults.item);

const homeOf = ({ correcting, head }: Grid): Place | undefined => (correcting ? correcting.home : head.at);

/** A correction works at the place of its posting, for its own time alone. */
function fromHome(grid: Grid, home: Place | undefined): Grid {
  const { correcting } = grid;
  return correcting && home && !correcting.home ? { ...grid, correcting: { ...correcting, home } } : grid;
}

export const isEmpty = (grid: Grid): boolean => grid.lines.length === 0 && !grid.sent && !grid.correcting;

export function placeOf(grid: Grid, line: Line): Place | undefined {
  return line.at ?? grid.head.at ?? line.item?.home ?? grid.only;
}

/** How many of the item's unit a scan counts: a pack counts for what is in it, unless that is to be weighed or the code says how much. */
function scanned(grid: Grid, item: GridItem, pack?: Pack, amount?: Said["amount"]): { unit: string; quantity: Decimal } {
  const whole = pack && ratio(`${pack.numerator}`, "1", `${pack.denominator}`);
  const one = amount ? amount
    : !pack || !whole ? { unit: item.uom, quantity: "1" }
    : pack.variable || /\./.test(whole) ? { unit: pack.uom, quantity: "1" } : { unit: item.uom, quantity: whole };
  return kinds[grid.head.type].sign === 0 && takes(grid) ? { ...one, quantity: negate(one.quantity) } : one;
}

/** Whether an adjustment takes stock out: its reason says so, or all its lines so far do. */
function takes(grid: Grid): boolean {
  if (grid.head.reason && grid.head.reason.direction !== "both") return grid.head.reason.direction === "out";
  const given = grid.lines.map((l) => readDecimal(l.quantity)).filter((q) => q !== undefined && !isZero(q));
  return given.length > 0 && given.every((q) => q !== undefined && isNegative(q));
}

export const lotOf = (line: Line): string => line.lot.trim();

/** Whether b, which has just come, counts into a. A lot is never guessed: a scan has none, unless its code says it. What has no cost takes a's. */
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

/** A line that has just become known goes into an earlier one of the same item, unit and place. */
function merge(grid: Grid, key: number): Grid {
  const line = grid.lines.find((l) => l.key === key);
  const into = line && grid.lines.find((l) => l.key !== key && same(l, line));
  const a = into && readDecimal(into.quantity), b = line && readDecimal(line.quantity);
  if (!into || a === undefined || b === undefined) return grid;
  const merged = change(grid, into.key, (l) => unaccepted({ ...l, quantity: typable(add(a, b)), weighed: "", faults: without(l.faults, "quantity", "difference") }));
  return drop(merged, key);
}

/** A unit is named in any case. */
function found(grid: Grid, { key, item, pack, said, units = [] }: Change & { do: "found" }): Grid {
  const line = grid.lines.find((l) => l.key === key);
  if (!line || line.item) return grid;
  const one = scanned(grid, item, pack, said?.amount);
  const given = [item.uom, ...item.packs.map((p) => p.uom), ...units].find((u) => u.toLowerCase() === line.unit.toLowerCase());
  const unit = given ?? (line.unit || (line.counts ? one.unit : (pack?.uom ?? item.uom)));
  const quantity = line.counts ? one.quantity : line.quantity;
  return merge(change(grid, key, (l) => ({
    ...l, item, unit, quantity, lot: l.lot || (said?.lot ?? ""), faults: without(l.faults, "item"),
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

/** Somebody scanned a shelf's label: what follows is there, what was is where it was. */
function walkTo(grid: Grid, place: Place): Grid {
  if (grid.head.type === "transfer" && grid.lines.length > 0) return headOf(grid, { to: place });
  const lines = grid.lines.map((l) => {
    const at = placeOf(grid, l);
    return l.at || !at ? l : { ...l, at };
  });
  return headOf({ ...grid, lines }, { at: place });
}

/** Somebody scanned a person's card, where that means something. */
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

/** What a typed cell makes doubtful: the faults that were found about it. */
const doubts: Record<LineText, Cell[]> = {
  quantity: ["quantity", "difference"], unit: ["uom", "quantity", "difference"], weighed: ["quantity", "difference"],
  lot: ["lot", "quantity"], cost: ["cost"],
};

/** Another quantity or weight makes another difference. */
function typed(line: Line, cell: LineText, text: string): Line {
  const next = { ...line, [cell]: text, ...(cell === "unit" ? { weighed: "" } : {}), faults: without(line.faults, ...doubts[cell]) };
  return doubts[cell].includes("difference") ? unaccepted(next) : next;
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

/** While an answer is owed nothing can change but by that answer: what was sent must stay what it was. */
const answers: ReadonlySet<Change["do"]> = new Set(["refused", "answered", "clear", "load"]);

export function gridReducer(grid: Grid, c: Change): Grid {
  if (grid.sent && !answers.has(c.do)) return grid;
  const { refusal, ...rest } = grid;
  return changed(c.do === "refused" ? grid : rest, c);
}
