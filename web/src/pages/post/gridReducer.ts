// The changes of the grid, without React or requests: the result of a lookup comes back as `found` or
// `unknown`.
import i18n from "@/i18n";
import { add, isNegative, isZero, negate, ratio } from "@/lib/decimal";
import { foldLot } from "@/lib/lot";
import { isGrouped, readDecimal, respell, respellColumn, typable, type Mark } from "@/lib/readings";
import type { Pack } from "@/api/types";
import {
  emptyGrid, emptyLine, lotOf, mostLines, placeOf, type Cell, type Change, type Faults, type Grid, type GridItem, type Head, type HeadField, type Line,
  type LineText, type Named, type PastedRow, type Place, type ScannedDetails,
} from "./grid";
import { kinds } from "./movement";

const homeOf = ({ correcting, head }: Grid): Place | undefined => (correcting ? correcting.home : head.at);

/** Remembers the head's location for the time of a correction. */
function fromHome(grid: Grid, home: Place | undefined): Grid {
  const { correcting } = grid;
  return correcting && home && !correcting.home ? { ...grid, correcting: { ...correcting, home } } : grid;
}

/** What a scan adds: a pack adds its content in the item's unit, unless that is weighed or the code has a quantity. */
function scanned(grid: Grid, item: GridItem, pack?: Pack, amount?: ScannedDetails["amount"]): { unit: string; quantity: string } {
  const whole = pack && ratio(`${pack.numerator}`, "1", `${pack.denominator}`);
  const one = amount ? amount
    : !pack || !whole ? { unit: item.uom, quantity: "1" }
    : pack.variable || /\./.test(whole) ? { unit: pack.uom, quantity: "1" } : { unit: item.uom, quantity: whole };
  return { ...one, quantity: typable(kinds[grid.head.type].sign === 0 && takesOut(grid) ? negate(one.quantity) : one.quantity) };
}

/** Whether an adjustment removes stock: by its reason, or by all its lines so far. */
function takesOut(grid: Grid): boolean {
  if (grid.head.reason && grid.head.reason.direction !== "both") return grid.head.reason.direction === "out";
  const given = grid.lines.map((l) => readDecimal(l.quantity)).filter((q) => q !== undefined && !isZero(q));
  return given.length > 0 && given.every((q) => q !== undefined && isNegative(q));
}

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

const isNumber = (line: Line): boolean => readDecimal(line.quantity) !== undefined;

/** The earlier line of the same item, unit and location to which a line is added after its lookup. */
function mergesInto(grid: Grid, key: number): number | undefined {
  const line = grid.lines.find((l) => l.key === key);
  const into = line && grid.lines.find((l) => l.key !== key && same(l, line));
  return into && isNumber(line) && isNumber(into) ? into.key : undefined;
}

function merge(grid: Grid, key: number, into: number): Grid {
  const sum = grid.lines.filter((l) => l.key === key || l.key === into).map((l) => readDecimal(l.quantity) ?? "0").reduce(add);
  const merged = change(grid, into, (l) => unaccepted({ ...l, quantity: typable(sum), weighed: "", faults: without(l.faults, "quantity", "difference") }));
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
  const next = change(grid, key, ({ isScanned, ...l }) => ({
    ...l, item, unit, quantity, lot: l.lot || (details?.lot ?? ""), faults: without(l.faults, "item"),
  }));
  const into = mergesInto(next, key);
  const merged = into === undefined ? next : merge(next, key, into);
  return line.isScanned ? { ...merged, asks: { of: into ?? key } } : merged;
}

function append(grid: Grid, lines: Omit<Line, "key">[]): Grid {
  if (grid.lines.length + lines.length > mostLines) return { ...grid, refusal: i18n.t("post.full", { count: mostLines }) };
  const added = lines.map((l, i) => ({ ...l, key: grid.next + i }));
  return { ...grid, lines: [...grid.lines, ...added], next: grid.next + added.length };
}

const unpasted = ({ pasted, ...grid }: Grid): Grid => grid;

/** Columns of numbers in a pasted table. */
const numbers = ["quantity", "cost"] as const;

/** The first column that nothing tells how to read. */
export const undecidedColumn = (rows: readonly PastedRow[]): (typeof numbers)[number] | undefined =>
  numbers.find((column) => respellColumn(columnOf(rows, column)) === undefined);

export const columnOf = (rows: readonly PastedRow[], column: (typeof numbers)[number]): string[] => rows.map((row) => row[column] ?? "");

function withColumn(rows: readonly PastedRow[], column: (typeof numbers)[number], decimal?: Mark): PastedRow[] {
  const texts = respellColumn(columnOf(rows, column), decimal) ?? columnOf(rows, column);
  return rows.map((row, i) => (row[column] === undefined ? row : { ...row, [column]: texts[i] }));
}

/** The numbers of pasted rows are read by their column; where nothing decides it, the rows wait for the user's word. */
function paste(grid: Grid, rows: PastedRow[], decimal: Mark | undefined): Grid {
  const asked = decimal && undecidedColumn(rows);
  const decided = asked ? withColumn(rows, asked, decimal) : rows;
  if (undecidedColumn(decided)) return { ...grid, pasted: decided };
  const read = numbers.reduce((all, column) => withColumn(all, column), decided);
  return append(unpasted(grid), read.map((r) => ({
    ...emptyLine(0, r.text), counts: r.quantity === undefined, quantity: r.quantity ?? "", unit: r.unit ?? "", lot: r.lot ?? "", cost: r.cost ?? "",
  })));
}

const typedNumbers = ["quantity", "weighed", "cost"] as const;

/** The first number whose thousands separators were taken for granted. */
export const firstGrouped = (grid: Grid): string | undefined => grid.lines.flatMap((l) => typedNumbers.map((cell) => l[cell])).find(isGrouped);

/** Shows the numbers of a line as they were read, or of all lines, with a message, for the user to see before they are posted. */
function understand(grid: Grid, key: number | undefined): Grid {
  const text = key === undefined ? firstGrouped(grid) : undefined;
  const lines = grid.lines.map((l) => (key === undefined || key === l.key ? { ...l, ...Object.fromEntries(typedNumbers.map((cell) => [cell, respell(l[cell])])) } : l));
  return { ...grid, lines, ...(text !== undefined && { refusal: i18n.t("post.understood", { text: text.trim(), read: respell(text) }) }) };
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
    case "scan": return append(grid, [{ ...emptyLine(0, c.text), isScanned: true }]);
    case "paste": return paste(grid, c.rows, c.decimal);
    case "unpaste": return unpasted(grid);
    case "understand": return understand(grid, c.key);
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
    case "renew": return { ...grid, key: crypto.randomUUID() };
    case "answered":
    case "clear": return { ...emptyGrid(grid.head.type, homeOf(grid)), next: grid.next };
    case "load": return fromHome(c.grid, homeOf(grid));
  }
}

/** Changes allowed while a request is unanswered: the sent lines must stay as they are. */
const answers: ReadonlySet<Change["do"]> = new Set(["refused", "answered", "clear", "load"]);

export function gridReducer(grid: Grid, c: Change): Grid {
  if (grid.sent && !answers.has(c.do)) return grid;
  if ((c.do === "answered" || c.do === "refused") && c.key !== grid.key) return grid; // another draft's
  const { refusal, asks, ...rest } = grid;
  return changed(c.do === "refused" || c.do === "understand" ? grid : rest, c);
}
