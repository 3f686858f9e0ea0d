// The state of the grid and the changes that gridReducer makes to it.
import type { Decimal, Direction, Movement, Pack } from "@/api/types";
import type { Mark } from "@/lib/readings";

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
  /** Added by a scan: its quantity is asked for next. */
  isScanned?: true;
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
  /** The Idempotency-Key of this draft, also in another tab: whatever is sent of it is posted once. */
  key: string;
  head: Head;
  /** Why a posting is corrected. */
  why: string;
  lines: Line[];
  next: number;
  faults: Partial<Record<HeadField, string>>;
  /** Text in fields of the head that is not (yet) a choice: it prevents posting. */
  texts?: Partial<Record<Picked, string | undefined>>;
  /** The line whose quantity a scan asks for; a new object for each scan. */
  asks?: { of: number };
  /** Rows pasted with a column of numbers that nothing tells how to read, until the user says so. */
  pasted?: PastedRow[];
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

export type LineText = "quantity" | "unit" | "weighed" | "lot" | "cost";

export type Change =
  | { do: "head"; patch: Partial<Head> }
  | { do: "text"; field: Picked; text: string | undefined }
  | { do: "why"; text: string }
  | { do: "scan"; text: string }
  | { do: "paste"; rows: PastedRow[]; decimal?: Mark }
  | { do: "unpaste" }
  | { do: "found"; key: number; item: GridItem; pack?: Pack; details?: ScannedDetails; units?: readonly string[] }
  | { do: "unknown"; key: number; message: string }
  | { do: "seek"; key: number }
  | { do: "pick"; item: GridItem }
  | { do: "walkTo"; key: number; place: Place }
  | { do: "issueTo"; key: number; recipient: Named }
  | { do: "type"; key: number; cell: LineText; text: string }
  | { do: "understand"; key?: number }
  | { do: "accept"; key: number }
  | { do: "place"; key: number; place?: Place }
  | { do: "placeText"; key: number; text: string | undefined }
  | { do: "remove"; key: number }
  | { do: "refused"; key: string; faults: Faults }
  | { do: "sending"; sent: Sent }
  | { do: "answered"; key: string }
  | { do: "renew" }
  | { do: "clear" }
  | { do: "load"; grid: Grid };

/** The most lines of one posting. */
export const mostLines = 500;

export function emptyGrid(type: Movement, at?: Place): Grid {
  const head: Head = { type, date: "", reference: "", remarks: "" };
  return { key: crypto.randomUUID(), head: at ? { ...head, at } : head, why: "", lines: [], next: 1, faults: {} };
}

export const emptyLine = (key: number, text: string): Line => ({
  key, text, counts: true, unit: "", quantity: "", weighed: "", lot: "", cost: "", faults: {},
});

/** Lines whose text is still being looked up. */
export const unresolved = (grid: Grid): Line[] => grid.lines.filter((l) => !l.item && !l.faults.item);

export const isEmpty = (grid: Grid): boolean => grid.lines.length === 0 && !grid.sent && !grid.correcting && !grid.pasted;

export function placeOf(grid: Grid, line: Line): Place | undefined {
  return line.at ?? grid.head.at ?? line.item?.home ?? grid.only;
}

export const lotOf = (line: Line): string => line.lot.trim();
