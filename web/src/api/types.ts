// What the API gives and takes. Printed by `ccpl schema typescript`.

export const roleNames = ["admin", "manager", "staff", "viewer"] as const;
export type Role = (typeof roleNames)[number];
export const locationKindNames = ["warehouse", "zone", "bin"] as const;
export type LocationKind = (typeof locationKindNames)[number];
export const usageNames = ["stock", "inspection", "blocked", "transit", "custody"] as const;
export type Usage = (typeof usageNames)[number];
export const recipientKindNames = ["person", "department", "job", "asset"] as const;
export type RecipientKind = (typeof recipientKindNames)[number];
export const directionNames = ["in", "out", "both"] as const;
export type Direction = (typeof directionNames)[number];
export const movementNames = ["opening", "receipt", "return", "issue", "supplier_return", "transfer", "adjustment"] as const;
export type Movement = (typeof movementNames)[number];
export const postingKindNames = ["posting", "reversal", "correction"] as const;
export type PostingKind = (typeof postingKindNames)[number];
export const periodStateNames = ["open", "closed"] as const;
export type PeriodState = (typeof periodStateNames)[number];
export const openKindNames = ["in_transit", "in_inspection"] as const;
export type OpenKind = (typeof openKindNames)[number];
export const sessionModeNames = ["body", "cookie"] as const;
export type SessionMode = (typeof sessionModeNames)[number];
export const codeKindNames = ["scan", "item_category", "uom", "supplier", "location", "recipient", "reason", "user", "source"] as const;
export type CodeKind = (typeof codeKindNames)[number];
export const lookupKindNames = ["item", "location", "recipient", "posting"] as const;
export type LookupKind = (typeof lookupKindNames)[number];
export const historyStepNames = ["day", "month"] as const;
export type HistoryStep = (typeof historyStepNames)[number];

export type Permission =
  | "item.read"
  | "master.read"
  | "stock.read"
  | "item.create"
  | "item.update"
  | "master.write"
  | "master.deactivate"
  | "item.deactivate"
  | "supplier.read"
  | "ledger.read"
  | "report.read"
  | "export"
  | "supplier.write"
  | "cost.read"
  | "cost.write"
  | "stock.adjust"
  | "stock.opening"
  | "stock.backdate"
  | "stock.reverse"
  | "period.close"
  | "import.run"
  | "receipt.post"
  | "stock.issue"
  | "stock.return"
  | "stock.transfer"
  | "stock.reverse_own"
  | "audit.read_business"
  | "period.reopen"
  | "user.manage"
  | "settings.write"
  | "audit.read_all"
  | "jobs.manage";

/** What each role may do. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  admin: ["item.read", "master.read", "stock.read", "item.create", "item.update", "master.write", "master.deactivate", "item.deactivate", "supplier.read", "ledger.read", "report.read", "export", "supplier.write", "cost.read", "cost.write", "stock.adjust", "stock.opening", "stock.backdate", "stock.reverse", "period.close", "import.run", "receipt.post", "stock.issue", "stock.return", "stock.transfer", "stock.reverse_own", "audit.read_business", "period.reopen", "user.manage", "settings.write", "audit.read_all", "jobs.manage"],
  manager: ["item.read", "master.read", "stock.read", "item.create", "item.update", "master.write", "master.deactivate", "supplier.read", "ledger.read", "report.read", "export", "supplier.write", "cost.read", "cost.write", "stock.adjust", "stock.opening", "stock.backdate", "stock.reverse", "period.close", "import.run", "receipt.post", "stock.issue", "stock.return", "stock.transfer", "stock.reverse_own", "audit.read_business"],
  staff: ["item.read", "master.read", "stock.read", "supplier.read", "ledger.read", "report.read", "export"],
  viewer: ["item.read", "master.read", "stock.read"],
};

/** What is granted under one name. */
export const presetPermissions = {
  storekeeper: ["receipt.post", "stock.issue", "stock.return", "stock.transfer", "stock.reverse_own"],
  buyer: ["supplier.write", "cost.read"],
  auditor: ["cost.read", "audit.read_business"],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;
export type Preset = keyof typeof presetPermissions;

/** An exact decimal, as the text that was sent. */
export type Decimal = string;

/** The fields whose numbers are to be read as their text. */
export const decimalFields: ReadonlySet<string> = new Set([
  "tolerance_percent",
  "min_stock_level",
  "reorder_qty",
  "on_hand",
  "available",
  "quantity",
  "unit_cost",
  "entered_quantity",
  "headroom",
  "quantity_in",
  "quantity_out",
  "stock_quantity",
]);

/** A pack of an item: numerator/denominator of the item's own unit. */
export interface Pack {
  /** The unit of the pack, by its code. */
  uom: string;
  /** Units of the item in denominator packs. */
  numerator: number;
  /** So many packs hold numerator units. */
  denominator: number;
  /** Whether packs differ, so that what was weighed may be given. */
  variable?: boolean;
  /** How far that may be from the ratio. */
  tolerance_percent?: Decimal;
  /** The barcode on the pack. */
  barcode?: string;
}

/** An item, in short. */
export interface ItemBrief {
  /** Its identifier. */
  id: string;
  /** Its code. */
  item_code: string;
  /** Its name. */
  item_name: string;
}

/** A thing that is kept in stock. */
export interface Item {
  /** Identifier. */
  id: string;
  /** The code people use; left out, it is made from the category's: BOL-000123. No other item has it as a code or barcode. */
  item_code: string;
  /** The name people use. */
  item_name: string;
  /** The category it belongs to. */
  category_id: string;
  /** The unit it is counted in; fixed after the first movement. */
  uom: string;
  /** What else is to be known. */
  description?: string;
  /** The first of its barcodes; given alone, it replaces that one. */
  barcode?: string;
  /** The barcodes on one unit. */
  barcodes?: string[];
  /** Packs it comes in; their ratios win over the units'. */
  packs?: Pack[];
  /** Less than this available is too little. */
  min_stock_level?: Decimal;
  /** How much to order then. */
  reorder_qty?: Decimal;
  /** Where it is usually bought. */
  default_supplier_id?: string;
  /** Where it is usually kept. */
  default_location_id?: string;
  /** Whether what was issued is expected back. */
  returnable?: boolean;
  /** Codes it had before; they still find it. */
  former_codes?: string[];
  /** In lists: at all locations. */
  on_hand?: Decimal;
  /** In lists: at locations whose usage is `stock`. */
  available?: Decimal;
  /** On creation: other items of the same name. */
  possible_duplicates?: ItemBrief[];
  /** False once it was deactivated. */
  is_active: boolean;
  /** When it was made. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** The id of the user who made it. */
  created_by?: string;
  /** Grows by one with each change; the ETag. */
  version: number;
}

/** A category of items. */
export interface ItemCategory {
  /** Identifier. */
  id: string;
  /** The code; items' codes begin with its first letters. */
  code: string;
  /** The name people use. */
  name: string;
  /** What belongs into it. */
  description?: string;
  /** The category above it. */
  parent_category?: string;
  /** Units its items may have; empty: as the category above. */
  allowed_uoms?: string[];
  /** 0 at the top of the tree. */
  level: number;
  /** Codes it had before; they still find it. */
  former_codes?: string[];
  /** False once it was deactivated. */
  is_active: boolean;
  /** When it was made. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** The id of the user who made it. */
  created_by?: string;
  /** Grows by one with each change; the ETag. */
  version: number;
}

/** A unit of measure. */
export interface Uom {
  /** Identifier. */
  id: string;
  /** The code, by which all else refers to it. */
  code: string;
  /** The name people use. */
  name: string;
  /** Places after the point that a quantity in it may have; may only grow. */
  decimals: number;
  /** The unit it is a multiple of: any other; if that one has a base itself, the base is kept, with the ratio to it. */
  base_uom?: string;
  /** It is numerator/denominator of the base unit, reduced; fixed once used. */
  numerator: number;
  /** See numerator. */
  denominator: number;
  /** Its code in UN/ECE Recommendation 20. */
  rec20?: string;
  /** Codes it had before; they still find it. */
  former_codes?: string[];
  /** False once it was deactivated. */
  is_active: boolean;
  /** When it was made. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** The id of the user who made it. */
  created_by?: string;
  /** Grows by one with each change; the ETag. */
  version: number;
}

/** Who sells us things. */
export interface Supplier {
  /** Identifier. */
  id: string;
  /** The code people use. */
  code: string;
  /** The name people use. */
  name: string;
  /** Where to write to. */
  email?: string;
  /** Where to call. */
  phone?: string;
  /** Where they are. */
  address?: string;
  /** Their tax number. */
  tax_id?: string;
  /** Days from order to receipt. */
  lead_time_days?: number;
  /** Codes it had before; they still find it. */
  former_codes?: string[];
  /** False once it was deactivated. */
  is_active: boolean;
  /** When it was made. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** The id of the user who made it. */
  created_by?: string;
  /** Grows by one with each change; the ETag. */
  version: number;
}

/** A place that holds stock. */
export interface Location {
  /** Identifier. */
  id: string;
  /** The code on its label. */
  code: string;
  /** The name people use. */
  name: string;
  /** The place it is in. */
  parent_location?: string;
  /** What sort of place it is. */
  kind: LocationKind;
  /** Only `stock` is available for issue and for the minimum. */
  usage: Usage;
  /** Codes it had before; they still find it. */
  former_codes?: string[];
  /** False once it was deactivated. */
  is_active: boolean;
  /** When it was made. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** The id of the user who made it. */
  created_by?: string;
  /** Grows by one with each change; the ETag. */
  version: number;
}

/** Who or what stock is issued to. */
export interface Recipient {
  /** Identifier. */
  id: string;
  /** The code people use. */
  code: string;
  /** The name people use. */
  name: string;
  /** What sort of recipient it is. */
  kind: RecipientKind;
  /** The recipient it belongs to. */
  parent?: string;
  /** Codes it had before; they still find it. */
  former_codes?: string[];
  /** False once it was deactivated. */
  is_active: boolean;
  /** When it was made. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** The id of the user who made it. */
  created_by?: string;
  /** Grows by one with each change; the ETag. */
  version: number;
}

/** Why stock was adjusted. */
export interface Reason {
  /** Identifier. */
  id: string;
  /** The code postings refer to. */
  code: string;
  /** The name people use. */
  name: string;
  /** Which way stock may go for it. */
  direction: Direction;
  /** Whether a posting must say more in its remarks. */
  needs_remarks: boolean;
  /** Codes it had before; they still find it. */
  former_codes?: string[];
  /** False once it was deactivated. */
  is_active: boolean;
  /** When it was made. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** The id of the user who made it. */
  created_by?: string;
  /** Grows by one with each change; the ETag. */
  version: number;
}

/** Who may sign in. */
export interface User {
  /** Identifier. */
  id: string;
  /** The address to sign in with; kept in lower case. */
  email: string;
  /** The name to sign in with; kept in lower case. */
  username: string;
  /** What the user may do. */
  role: Role;
  /** Permissions and presets beside those of the role. */
  grants?: (Permission | Preset)[];
  /** Whether the password is a temporary one. */
  must_change_password: boolean;
  /** False once it was deactivated. */
  is_active: boolean;
  /** When it was made. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** The id of the user who made it. */
  created_by?: string;
  /** Grows by one with each change; the ETag. */
  version: number;
}

/** One sign-in of a user on one device. */
export interface Session {
  /** Identifier; `sid` in the tokens. */
  id: string;
  /** Whose it is. */
  user_id: string;
  /** Where its refresh token travels. */
  mode: SessionMode;
  /** When it was signed in. */
  created_at: string;
  /** When it was last refreshed. */
  rotated_at: string;
  /** When it ends unless it is refreshed. */
  idle_until: string;
  /** When it ends in any case. */
  expires_at: string;
  /** When it was ended. */
  ended_at?: string;
  /** Why it was ended. */
  ended_why?: string;
  /** The address it was signed in from. */
  address?: string;
  /** What the browser said of itself. */
  user_agent?: string;
  /** Whether it is the session that asks. */
  current?: boolean;
}

/** One indivisible change of stock. */
export interface Posting {
  /** Identifier. */
  id: string;
  /** Serial number: grows by one in the order of commits; with a series for each location, the microsecond of the posting. */
  seq: number;
  /** The number people read out: MV-2026-000123. */
  number: string;
  /** Plain, a reversal, or a correction. */
  kind: PostingKind;
  /** When the system learned of it. */
  posted_at: string;
  /** When it happened. */
  transaction_date: string;
  /** The paper it stands on. */
  reference?: string;
  /** What else is to be known. */
  remarks?: string;
  /** Why it was reversed or corrected. */
  reason?: string;
  /** The posting it takes back. */
  reverses_id?: string;
  /** The posting that took it back. */
  reversed_by_id?: string;
  /** The kind of document that caused it. */
  document_type?: string;
  /** The document that caused it. */
  document_id?: string;
  /** The id of the user who posted it. */
  created_by: string;
  /** That user's name today. */
  created_by_name?: string;
  /** Its lines, in order; absent in lists. */
  lines?: StockTransaction[];
  /** How many lines it has. */
  line_count?: number;
  /** Of the first line, like all below: for clients that post one at a time. */
  transaction_type?: Movement;
  /** What moved. */
  item_id?: string;
  /** Its code today. */
  item_code?: string;
  /** Its name today. */
  item_name?: string;
  /** Where it moved. */
  location_id?: string;
  /** That location's code today. */
  location_code?: string;
  /** The lot, or the empty text. */
  lot?: string;
  /** As it was entered; its sign and the item's unit are in the line. */
  quantity?: Decimal;
  /** The unit it was entered in. */
  uom?: string;
  /** The cost of one unit of the item. */
  unit_cost?: Decimal;
  /** Why it was adjusted. */
  reason_code?: string;
  /** Who it came from or went back to. */
  supplier_id?: string;
  /** Who got it. */
  issued_to?: string;
  /** Who bears the cost. */
  charge_to?: string;
}

/** One line of the stock ledger. Never changed, never deleted. */
export interface StockTransaction {
  /** Identifier. */
  id: string;
  /** The posting it is part of. */
  posting_id: string;
  /** That posting's number. */
  posting_number: string;
  /** Its place in the posting, from 1. */
  line_no: number;
  /** The posting's serial number. */
  seq: number;
  /** When the system learned of it. */
  posted_at: string;
  /** When it happened. */
  transaction_date: string;
  /** What sort of movement it is. */
  transaction_type: Movement;
  /** What moved. */
  item_id: string;
  /** Its code today. */
  item_code?: string;
  /** Its name today. */
  item_name?: string;
  /** The unit it is counted in. */
  uom?: string;
  /** Where it moved. */
  location_id: string;
  /** That location's code today. */
  location_code?: string;
  /** The lot, or the empty text. */
  lot: string;
  /** Into the location, or out of it when below zero; in the item's unit. */
  quantity: Decimal;
  /** As it was entered. */
  entered_quantity: Decimal;
  /** The unit it was entered in. */
  entered_uom: string;
  /** The cost of one unit of the item. */
  unit_cost?: Decimal;
  /** Why it was adjusted. */
  reason_code?: string;
  /** Who it came from or went back to. */
  supplier_id?: string;
  /** Who got it. */
  issued_to?: string;
  /** Who bears the cost. */
  charge_to?: string;
  /** The posting's reference. */
  reference?: string;
  /** The kind of document that caused it. */
  document_type?: string;
  /** The document that caused it. */
  document_id?: string;
  /** That document's number. */
  document_number?: string;
  /** That document's line. */
  document_line_id?: string;
  /** The line it takes back. */
  reverses_id?: string;
  /** The line that took it back. */
  reversed_by_id?: string;
  /** The id of the user who posted it. */
  created_by: string;
  /** That user's name today. */
  created_by_name?: string;
}

/** Who did what. */
export interface Audit {
  /** Identifier. */
  id: string;
  /** When. */
  at: string;
  /** Who; absent when nobody was signed in. */
  user_id?: string;
  /** That user's name today. */
  user_name?: string;
  /** What: create, update, deactivate, restore, post, sign_in, ... */
  action: string;
  /** The kind of record. */
  record?: string;
  /** Which record. */
  record_id?: string;
  /** The code or number people know it by. */
  label?: string;
  /** What changed, as it was. */
  before?: Record<string, unknown>;
  /** What changed, as it became. */
  after?: Record<string, unknown>;
  /** The address the request came from. */
  address?: string;
  /** The request's id. */
  request_id?: string;
}

/** Refused requests of one user or address, of one kind, in one minute. */
export interface Refusal {
  /** Who, what and minute. */
  id: string;
  /** The minute it began. */
  minute: string;
  /** What was refused. */
  action: string;
  /** To whom, when known. */
  user_id?: string;
  /** To which address. */
  address?: string;
  /** How often. */
  count: number;
  /** Grows by one with each change. */
  version: number;
}

/** A sign-in that succeeded. */
export interface TokenAnswer {
  /** The access token. */
  token: string;
  /** The refresh token; in cookie mode absent. */
  refresh_token?: string;
  /** Always bearer. */
  token_type: string;
  /** The access token's life in seconds. */
  expires_in: number;
  /** Who signed in. */
  user: User;
}

/** Who is signed in, and what they may do. */
export interface Me {
  /** The user's id. */
  id: string;
  /** The user's address. */
  email: string;
  /** The user's name. */
  username: string;
  /** The user's role. */
  role: Role;
  /** All that the user may do. */
  permissions: string[];
  /** Whether the password is a temporary one. */
  must_change_password: boolean;
  /** The zone of business days. */
  timezone: string;
  /** The currency of costs. */
  currency: string;
}

/** What is still open at the end of a month. */
export interface OpenMatter {
  /** Of what sort it is: stock in transit, or in inspection. */
  kind: OpenKind;
  /** How many: of stock, by item, location and lot. */
  count: number;
  /** What people know them by, the first ten: of stock, the codes of its locations. */
  labels?: string[];
}

/** A month, open or closed for postings. */
export interface PeriodRow {
  /** The month: 2026-03. */
  id: string;
  /** Open or closed; a closed month has only closed ones before it. */
  state: PeriodState;
  /** Why it was last closed or opened. */
  reason?: string;
  /** When that was. */
  changed_at?: string;
  /** The id of the user who did it. */
  changed_by?: string;
  /** The months that closing it would close, the oldest first; absent in lists. */
  closes?: string[];
  /** The months that opening it again would open, the oldest first; absent in lists. */
  opens?: string[];
  /** What is still open at its end; absent in lists. */
  open?: OpenMatter[];
  /** How often any month was closed or opened: what If-Match names. */
  version: number;
}

/** What is on hand. */
export interface StockRow {
  /** Of what. */
  item_id: string;
  /** Its code. */
  item_code: string;
  /** Its name. */
  item_name: string;
  /** The unit it is counted in. */
  uom: string;
  /** Its category. */
  category_id: string;
  /** Where; absent when grouped by item. */
  location_id?: string;
  /** That location's code. */
  location_code?: string;
  /** That location's name. */
  location_name?: string;
  /** Which lot, or the empty text. */
  lot?: string;
  /** How much. */
  on_hand: Decimal;
  /** How much of it may be issued. */
  available: Decimal;
  /** The item's minimum. */
  min_stock_level?: Decimal;
  /** When it last changed. */
  updated_at?: string;
}

/** What is on hand of one item. */
export interface ItemStockAnswer {
  /** Of what. */
  item_id: string;
  /** Its code. */
  item_code: string;
  /** Its name. */
  item_name: string;
  /** The unit it is counted in. */
  uom: string;
  /** At all locations. */
  on_hand: Decimal;
  /** How much of it may be issued. */
  available: Decimal;
  /** The item's minimum. */
  min_stock_level?: Decimal;
  /** How much to order below it. */
  reorder_qty?: Decimal;
  /** Whether less than the minimum is available. */
  below_min: boolean;
  /** By location and lot. */
  locations: StockRow[];
}

/** One day or month of an item. */
export interface HistoryPoint {
  /** The day or the month. */
  period: string;
  /** What came in. */
  quantity_in: Decimal;
  /** What went out. */
  quantity_out: Decimal;
  /** What was there at its end. */
  on_hand: Decimal;
}

/** How many ledger lines of one type a business day had. */
export interface MovementCount {
  /** The business day. */
  day: string;
  /** What sort of movement they are. */
  transaction_type: Movement;
  /** How many lines. */
  lines: number;
}

/** Counts for a dashboard. */
export interface StockSummary {
  /** Active items. */
  items: number;
  /** Items of which something is on hand. */
  items_in_stock: number;
  /** Active items below their minimum. */
  items_below_min: number;
  /** Active locations. */
  locations: number;
  /** Postings made since the business day began. */
  postings_today: number;
}

/** What else has the code. */
export interface LookupOther {
  /** location, recipient or posting. */
  kind: string;
  /** Its identifier. */
  id: string;
  /** Its code today. */
  code: string;
  /** Its name. */
  name?: string;
  /** Whether it is active. */
  is_active?: boolean;
}

/** What a scanned code names. */
export interface LookupAnswer {
  /** item, pack, location, recipient or posting. */
  kind: string;
  /** Its identifier; of a pack, the item's. */
  id: string;
  /** Its code today. */
  code: string;
  /** Its name. */
  name?: string;
  /** The unit: the item's, or the pack's. */
  uom?: string;
  /** Of a pack: its ratio to the item's unit. */
  numerator?: number;
  /** See numerator. */
  denominator?: number;
  /** Whether it is active. */
  is_active?: boolean;
  /** Of a GS1 code: the lot. */
  lot?: string;
  /** Of a GS1 code: the serial number. */
  serial?: string;
  /** Of a GS1 code: how much, in quantity_uom. */
  quantity?: Decimal;
  /** The unit of a count is the item's or the pack's; a net weight is given in kilograms, where the item's unit converts to them. */
  quantity_uom?: string;
  /** What else has the code. */
  others: LookupOther[];
}

/** One code of several. */
export interface LookupResult {
  /** The code, as it was asked for. */
  code: string;
  /** What it names. */
  found?: LookupAnswer;
  /** Or why not: not_found, ambiguous or invalid. */
  error?: string;
  /** The same for people. */
  detail?: string;
  /** Of an ambiguous code: the items. */
  items?: ItemBrief[];
}

/** All codes, in the order in which they were given. */
export interface LookupResultsAnswer {
  /** One for each code. */
  results: LookupResult[];
}

/** Whether the process is up. */
export interface Health {
  /** healthy, or ready. */
  status: string;
}

/** A pack of an item: numerator/denominator of the item's own unit. */
export interface PackCreate {
  /** The unit of the pack, by its code. */
  uom: string;
  /** Units of the item in denominator packs. */
  numerator: number;
  /** So many packs hold numerator units. */
  denominator?: number;
  /** Whether packs differ, so that what was weighed may be given. */
  variable?: boolean | null;
  /** How far that may be from the ratio. */
  tolerance_percent?: Decimal | null;
  /** The barcode on the pack. */
  barcode?: string | null;
}

/** A thing that is kept in stock. */
export interface ItemCreate {
  /** The code people use; left out, it is made from the category's: BOL-000123. No other item has it as a code or barcode. */
  item_code?: string;
  /** The name people use. */
  item_name: string;
  /** The category it belongs to. */
  category_id: string;
  /** The unit it is counted in; fixed after the first movement. */
  uom: string;
  /** What else is to be known. */
  description?: string | null;
  /** The first of its barcodes; given alone, it replaces that one. */
  barcode?: string | null;
  /** The barcodes on one unit. */
  barcodes?: string[] | null;
  /** Packs it comes in; their ratios win over the units'. */
  packs?: PackCreate[] | null;
  /** Less than this available is too little. */
  min_stock_level?: Decimal | null;
  /** How much to order then. */
  reorder_qty?: Decimal | null;
  /** Where it is usually bought. */
  default_supplier_id?: string | null;
  /** Where it is usually kept. */
  default_location_id?: string | null;
  /** Whether what was issued is expected back. */
  returnable?: boolean | null;
}

/** A category of items. */
export interface ItemCategoryCreate {
  /** The code; items' codes begin with its first letters. */
  code: string;
  /** The name people use. */
  name: string;
  /** What belongs into it. */
  description?: string | null;
  /** The category above it. */
  parent_category?: string | null;
  /** Units its items may have; empty: as the category above. */
  allowed_uoms?: string[] | null;
}

/** A unit of measure. */
export interface UomCreate {
  /** The code, by which all else refers to it. */
  code: string;
  /** The name people use. */
  name: string;
  /** Places after the point that a quantity in it may have; may only grow. */
  decimals?: number;
  /** The unit it is a multiple of: any other; if that one has a base itself, the base is kept, with the ratio to it. */
  base_uom?: string | null;
  /** It is numerator/denominator of the base unit, reduced; fixed once used. */
  numerator?: number;
  /** See numerator. */
  denominator?: number;
  /** Its code in UN/ECE Recommendation 20. */
  rec20?: string | null;
}

/** Who sells us things. */
export interface SupplierCreate {
  /** The code people use. */
  code: string;
  /** The name people use. */
  name: string;
  /** Where to write to. */
  email?: string | null;
  /** Where to call. */
  phone?: string | null;
  /** Where they are. */
  address?: string | null;
  /** Their tax number. */
  tax_id?: string | null;
  /** Days from order to receipt. */
  lead_time_days?: number | null;
}

/** A place that holds stock. */
export interface LocationCreate {
  /** The code on its label. */
  code: string;
  /** The name people use. */
  name: string;
  /** The place it is in. */
  parent_location?: string | null;
  /** What sort of place it is. */
  kind?: LocationKind;
  /** Only `stock` is available for issue and for the minimum. */
  usage?: Usage;
}

/** Who or what stock is issued to. */
export interface RecipientCreate {
  /** The code people use. */
  code: string;
  /** The name people use. */
  name: string;
  /** What sort of recipient it is. */
  kind?: RecipientKind;
  /** The recipient it belongs to. */
  parent?: string | null;
}

/** Why stock was adjusted. */
export interface ReasonCreate {
  /** The code postings refer to. */
  code: string;
  /** The name people use. */
  name: string;
  /** Which way stock may go for it. */
  direction?: Direction;
  /** Whether a posting must say more in its remarks. */
  needs_remarks?: boolean;
}

/** A sign-in: one of email and username, and the password. */
export interface LoginRequestCreate {
  /** The user's address. */
  email?: string | null;
  /** Or the user's name. */
  username?: string | null;
  /** The password. */
  password: string;
}

/** The refresh token, when it is not in the cookie. */
export interface RefreshRequestCreate {
  /** The current refresh token. */
  refresh_token?: string | null;
}

/** A new user. */
export interface RegisterRequestCreate {
  /** The address to sign in with. */
  email: string;
  /** The name to sign in with. */
  username: string;
  /** The password. */
  password: string;
  /** What the user may do. */
  role?: Role;
  /** Permissions and presets beside those of the role. */
  grants?: (Permission | Preset)[] | null;
  /** Whether the password is a temporary one. */
  must_change_password?: boolean | null;
}

/** One line of a posting to be made. */
export interface PostingLineCreate {
  /** What moves: its id, or item_code or barcode instead. */
  item_id?: string | null;
  /** What moves, by its code, a former code or a barcode. */
  item_code?: string | null;
  /** What moves, as it was scanned: the same, or a GS1 code, whose lot and quantity are taken where the line gives none. */
  barcode?: string | null;
  /** What sort of movement it is. */
  transaction_type?: Movement | null;
  /** How much; above zero but for an adjustment. */
  quantity?: Decimal | null;
  /** The unit of quantity; left out: the item's. */
  uom?: string | null;
  /** The same in the item's unit, as weighed, where the pack is variable or the ratio is not exact. */
  stock_quantity?: Decimal | null;
  /** Whether stock_quantity may be farther from the ratio than the tolerance. */
  accept_difference?: boolean | null;
  /** Where from or to; left out: the item's, else the only one. */
  location_id?: string | null;
  /** Of a transfer: where to. */
  to_location_id?: string | null;
  /** The lot. */
  lot?: string | null;
  /** The cost of one unit of the item. */
  unit_cost?: Decimal | null;
  /** Of an adjustment: why. */
  reason_code?: string | null;
  /** Who gets it. */
  issued_to?: string | null;
  /** Who bears the cost. */
  charge_to?: string | null;
  /** Who it comes from or goes back to. */
  supplier_id?: string | null;
}

/** A posting to be made: the fields of one line, or lines. */
export interface PostingRequestCreate {
  /** What moves: its id, or item_code or barcode instead. */
  item_id?: string | null;
  /** What moves, by its code, a former code or a barcode. */
  item_code?: string | null;
  /** What moves, as it was scanned: the same, or a GS1 code, whose lot and quantity are taken where the line gives none. */
  barcode?: string | null;
  /** What sort of movement it is. */
  transaction_type?: Movement | null;
  /** How much; above zero but for an adjustment. */
  quantity?: Decimal | null;
  /** The unit of quantity; left out: the item's. */
  uom?: string | null;
  /** The same in the item's unit, as weighed, where the pack is variable or the ratio is not exact. */
  stock_quantity?: Decimal | null;
  /** Whether stock_quantity may be farther from the ratio than the tolerance. */
  accept_difference?: boolean | null;
  /** Where from or to; left out: the item's, else the only one. */
  location_id?: string | null;
  /** Of a transfer: where to. */
  to_location_id?: string | null;
  /** The lot. */
  lot?: string | null;
  /** The cost of one unit of the item. */
  unit_cost?: Decimal | null;
  /** Of an adjustment: why. */
  reason_code?: string | null;
  /** Who gets it. */
  issued_to?: string | null;
  /** Who bears the cost. */
  charge_to?: string | null;
  /** Who it comes from or goes back to. */
  supplier_id?: string | null;
  /** When it happened; left out: now. */
  transaction_date?: string | null;
  /** The paper it stands on. */
  reference?: string | null;
  /** What else is to be known. */
  remarks?: string | null;
  /** Its lines, all or nothing. */
  lines?: PostingLineCreate[] | null;
}

/** Why and as of when a posting is taken back. */
export interface ReverseRequestCreate {
  /** Why. */
  reason: string;
  /** As of when; left out: as the original. */
  transaction_date?: string | null;
}

/** What a posting should have been. */
export interface CorrectRequestCreate {
  /** Why. */
  reason: string;
  /** As of when; left out: as the original. */
  transaction_date?: string | null;
  /** The lines as they should have been. */
  lines: PostingLineCreate[];
}

/** Why a period is closed or opened. */
export interface PeriodRequestCreate {
  /** Why. */
  reason: string;
}

/** Codes to be looked up. */
export interface LookupRequestCreate {
  /** The codes, as they were scanned. */
  codes: string[];
  /** Only among these. */
  kind?: LookupKind | null;
}

/** A thing that is kept in stock. */
export interface ItemUpdate {
  /** The code people use; left out, it is made from the category's: BOL-000123. No other item has it as a code or barcode. */
  item_code?: string;
  /** The name people use. */
  item_name?: string;
  /** The category it belongs to. */
  category_id?: string;
  /** The unit it is counted in; fixed after the first movement. */
  uom?: string;
  /** What else is to be known. */
  description?: string | null;
  /** The first of its barcodes; given alone, it replaces that one. */
  barcode?: string | null;
  /** The barcodes on one unit. */
  barcodes?: string[] | null;
  /** Packs it comes in; their ratios win over the units'. */
  packs?: PackCreate[] | null;
  /** Less than this available is too little. */
  min_stock_level?: Decimal | null;
  /** How much to order then. */
  reorder_qty?: Decimal | null;
  /** Where it is usually bought. */
  default_supplier_id?: string | null;
  /** Where it is usually kept. */
  default_location_id?: string | null;
  /** Whether what was issued is expected back. */
  returnable?: boolean | null;
}

/** A category of items. */
export interface ItemCategoryUpdate {
  /** The code; items' codes begin with its first letters. */
  code?: string;
  /** The name people use. */
  name?: string;
  /** What belongs into it. */
  description?: string | null;
  /** The category above it. */
  parent_category?: string | null;
  /** Units its items may have; empty: as the category above. */
  allowed_uoms?: string[] | null;
}

/** A unit of measure. */
export interface UomUpdate {
  /** The code, by which all else refers to it. */
  code?: string;
  /** The name people use. */
  name?: string;
  /** Places after the point that a quantity in it may have; may only grow. */
  decimals?: number;
  /** The unit it is a multiple of: any other; if that one has a base itself, the base is kept, with the ratio to it. */
  base_uom?: string | null;
  /** It is numerator/denominator of the base unit, reduced; fixed once used. */
  numerator?: number;
  /** See numerator. */
  denominator?: number;
  /** Its code in UN/ECE Recommendation 20. */
  rec20?: string | null;
}

/** Who sells us things. */
export interface SupplierUpdate {
  /** The code people use. */
  code?: string;
  /** The name people use. */
  name?: string;
  /** Where to write to. */
  email?: string | null;
  /** Where to call. */
  phone?: string | null;
  /** Where they are. */
  address?: string | null;
  /** Their tax number. */
  tax_id?: string | null;
  /** Days from order to receipt. */
  lead_time_days?: number | null;
}

/** A place that holds stock. */
export interface LocationUpdate {
  /** The code on its label. */
  code?: string;
  /** The name people use. */
  name?: string;
  /** The place it is in. */
  parent_location?: string | null;
  /** What sort of place it is. */
  kind?: LocationKind;
  /** Only `stock` is available for issue and for the minimum. */
  usage?: Usage;
}

/** Who or what stock is issued to. */
export interface RecipientUpdate {
  /** The code people use. */
  code?: string;
  /** The name people use. */
  name?: string;
  /** What sort of recipient it is. */
  kind?: RecipientKind;
  /** The recipient it belongs to. */
  parent?: string | null;
}

/** Why stock was adjusted. */
export interface ReasonUpdate {
  /** The code postings refer to. */
  code?: string;
  /** The name people use. */
  name?: string;
  /** Which way stock may go for it. */
  direction?: Direction;
  /** Whether a posting must say more in its remarks. */
  needs_remarks?: boolean;
}

/** Who may sign in. */
export interface UserUpdate {
  /** The address to sign in with; kept in lower case. */
  email?: string;
  /** The name to sign in with; kept in lower case. */
  username?: string;
  /** What the user may do. */
  role?: Role;
  /** Permissions and presets beside those of the role. */
  grants?: (Permission | Preset)[] | null;
}

/** One's own new password. */
export interface PasswordChangeUpdate {
  /** The password until now. */
  current_password?: string;
  /** The one from now on. */
  new_password?: string;
}

/** A temporary password, set by an admin. */
export interface PasswordResetUpdate {
  /** The temporary password. */
  password?: string;
}
