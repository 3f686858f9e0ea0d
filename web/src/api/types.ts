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
export const foundKindNames = ["item", "location", "supplier", "recipient", "posting", "reference", "lot"] as const;
export type FoundKind = (typeof foundKindNames)[number];
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
  "shortage",
  "quantity",
  "unit_cost",
  "entered_quantity",
  "headroom",
  "quantity_in",
  "quantity_out",
  "stock_quantity",
]);

/** A pack of an item: one pack holds numerator/denominator units of the item. */
export interface Pack {
  /** Unit of measure of the pack, by its code. */
  uom: string;
  /** Number of item units in `denominator` packs. */
  numerator: number;
  /** Number of packs that hold `numerator` item units. */
  denominator: number;
  /** True if the contents of packs vary, so that a weighed quantity may be given. */
  variable?: boolean;
  /** Maximum deviation of a weighed quantity from the ratio, in percent. */
  tolerance_percent?: Decimal;
  /** Barcode of the pack. */
  barcode?: string;
}

/** Summary of an item. */
export interface ItemBrief {
  /** Id of the item. */
  id: string;
  /** Code of the item. */
  item_code: string;
  /** Name of the item. */
  item_name: string;
}

/** An item kept in stock. */
export interface Item {
  /** Id of the item. */
  id: string;
  /** Code of the item; default: generated from the code of its category, e.g. BOL-000123. No other item may have it as a code or barcode. */
  item_code: string;
  /** Name of the item. */
  item_name: string;
  /** Category of the item. */
  category_id: string;
  /** Unit of measure that stock is kept in; fixed after the first movement. */
  uom: string;
  /** Description of the item. */
  description?: string;
  /** First of the barcodes; sent without `barcodes`, it replaces that one. */
  barcode?: string;
  /** Barcodes of one unit of the item. */
  barcodes?: string[];
  /** Packs of the item; their ratios take precedence over those of the units. */
  packs?: Pack[];
  /** Minimum stock level, compared with the available quantity. */
  min_stock_level?: Decimal;
  /** Quantity to order when stock is below the minimum. */
  reorder_qty?: Decimal;
  /** Usual supplier of the item. */
  default_supplier_id?: string;
  /** Usual location of the item; the default for postings. */
  default_location_id?: string;
  /** True if issued stock is expected to be returned. */
  returnable?: boolean;
  /** Former codes; they still identify the record. */
  former_codes?: string[];
  /** Quantity on hand at all locations; in lists only. */
  on_hand?: Decimal;
  /** Quantity on hand at locations with usage `stock`; in lists only. */
  available?: Decimal;
  /** How much the available quantity is below the minimum, otherwise 0; in lists only. */
  shortage?: Decimal;
  /** Other items with the same name; in the response to a creation only. */
  possible_duplicates?: ItemBrief[];
  /** False after the record has been deactivated. */
  is_active: boolean;
  /** When the record was created. */
  created_at: string;
  /** When the record was last changed. */
  updated_at: string;
  /** Id of the user who created the record. */
  created_by?: string;
  /** Incremented by one with each change; used as the ETag. */
  version: number;
}

/** A category of items. */
export interface ItemCategory {
  /** Id of the category. */
  id: string;
  /** Code of the category; generated item codes begin with its first letters. */
  code: string;
  /** Name of the category. */
  name: string;
  /** Description of the category. */
  description?: string;
  /** Parent category. */
  parent_category?: string;
  /** Units of measure allowed for its items; empty: those of the parent category. */
  allowed_uoms?: string[];
  /** Depth in the tree; 0 at the top. */
  level: number;
  /** Former codes; they still identify the record. */
  former_codes?: string[];
  /** False after the record has been deactivated. */
  is_active: boolean;
  /** When the record was created. */
  created_at: string;
  /** When the record was last changed. */
  updated_at: string;
  /** Id of the user who created the record. */
  created_by?: string;
  /** Incremented by one with each change; used as the ETag. */
  version: number;
}

/** A unit of measure. */
export interface Uom {
  /** Id of the unit, equal to its code. */
  id: string;
  /** Code of the unit, by which other records refer to it. */
  code: string;
  /** Name of the unit. */
  name: string;
  /** Decimal places allowed in quantities of the unit; may only be increased. */
  decimals: number;
  /** Unit that this one is a multiple of. Of a unit that has a base itself, that base is stored, with the ratio to it. */
  base_uom?: string;
  /** One unit is numerator/denominator base units; stored as a reduced fraction, fixed after first use. */
  numerator: number;
  /** See numerator. */
  denominator: number;
  /** Code of the unit in UN/ECE Recommendation 20. */
  rec20?: string;
  /** Former codes; they still identify the record. */
  former_codes?: string[];
  /** False after the record has been deactivated. */
  is_active: boolean;
  /** When the record was created. */
  created_at: string;
  /** When the record was last changed. */
  updated_at: string;
  /** Id of the user who created the record. */
  created_by?: string;
  /** Incremented by one with each change; used as the ETag. */
  version: number;
}

/** A supplier. */
export interface Supplier {
  /** Id of the supplier. */
  id: string;
  /** Code of the supplier. */
  code: string;
  /** Name of the supplier. */
  name: string;
  /** Email address. */
  email?: string;
  /** Phone number. */
  phone?: string;
  /** Postal address. */
  address?: string;
  /** Tax number. */
  tax_id?: string;
  /** Days from order to receipt. */
  lead_time_days?: number;
  /** Former codes; they still identify the record. */
  former_codes?: string[];
  /** False after the record has been deactivated. */
  is_active: boolean;
  /** When the record was created. */
  created_at: string;
  /** When the record was last changed. */
  updated_at: string;
  /** Id of the user who created the record. */
  created_by?: string;
  /** Incremented by one with each change; used as the ETag. */
  version: number;
}

/** A location that holds stock. */
export interface Location {
  /** Id of the location. */
  id: string;
  /** Code on the label of the location. */
  code: string;
  /** Name of the location. */
  name: string;
  /** Parent location. */
  parent_location?: string;
  /** Kind of location. */
  kind: LocationKind;
  /** Usage of the location; only stock in usage `stock` may be issued and counts towards the minimum. */
  usage: Usage;
  /** Former codes; they still identify the record. */
  former_codes?: string[];
  /** False after the record has been deactivated. */
  is_active: boolean;
  /** When the record was created. */
  created_at: string;
  /** When the record was last changed. */
  updated_at: string;
  /** Id of the user who created the record. */
  created_by?: string;
  /** Incremented by one with each change; used as the ETag. */
  version: number;
}

/** A person, department, job or asset that stock is issued to. */
export interface Recipient {
  /** Id of the recipient. */
  id: string;
  /** Code of the recipient. */
  code: string;
  /** Name of the recipient. */
  name: string;
  /** Kind of recipient. */
  kind: RecipientKind;
  /** Parent recipient. */
  parent?: string;
  /** Former codes; they still identify the record. */
  former_codes?: string[];
  /** False after the record has been deactivated. */
  is_active: boolean;
  /** When the record was created. */
  created_at: string;
  /** When the record was last changed. */
  updated_at: string;
  /** Id of the user who created the record. */
  created_by?: string;
  /** Incremented by one with each change; used as the ETag. */
  version: number;
}

/** A reason for an adjustment of stock. */
export interface Reason {
  /** Id of the reason. */
  id: string;
  /** Code of the reason, used in postings. */
  code: string;
  /** Name of the reason. */
  name: string;
  /** Direction of adjustment that the reason allows. */
  direction: Direction;
  /** True if a posting with this reason must have remarks. */
  needs_remarks: boolean;
  /** Former codes; they still identify the record. */
  former_codes?: string[];
  /** False after the record has been deactivated. */
  is_active: boolean;
  /** When the record was created. */
  created_at: string;
  /** When the record was last changed. */
  updated_at: string;
  /** Id of the user who created the record. */
  created_by?: string;
  /** Incremented by one with each change; used as the ETag. */
  version: number;
}

/** A user of the system. */
export interface User {
  /** Id of the user. */
  id: string;
  /** Email address to sign in with; stored in lower case. */
  email: string;
  /** Username to sign in with; stored in lower case. */
  username: string;
  /** Role of the user. */
  role: Role;
  /** Permissions and presets in addition to those of the role. */
  grants?: (Permission | Preset)[];
  /** True if the password is temporary and must be changed. */
  must_change_password: boolean;
  /** False after the record has been deactivated. */
  is_active: boolean;
  /** When the record was created. */
  created_at: string;
  /** When the record was last changed. */
  updated_at: string;
  /** Id of the user who created the record. */
  created_by?: string;
  /** Incremented by one with each change; used as the ETag. */
  version: number;
}

/** A sign-in of one user on one device. */
export interface Session {
  /** Id of the session; `sid` in the tokens. */
  id: string;
  /** User of the session. */
  user_id: string;
  /** How the refresh token is sent: in the body or in a cookie. */
  mode: SessionMode;
  /** When the user signed in. */
  created_at: string;
  /** When the session was last refreshed. */
  rotated_at: string;
  /** When the session ends unless it is refreshed. */
  idle_until: string;
  /** When the session ends in any case. */
  expires_at: string;
  /** When the session was ended. */
  ended_at?: string;
  /** Why the session was ended. */
  ended_why?: string;
  /** Client address of the sign-in. */
  address?: string;
  /** User-Agent header of the sign-in. */
  user_agent?: string;
  /** Whether this is the session of the request. */
  current?: boolean;
}

/** An atomic change of stock. */
export interface Posting {
  /** Id of the posting. */
  id: string;
  /** Serial number, incremented by one in the order of commits; with a series for each location, the microsecond of the posting. */
  seq: number;
  /** Number of the posting for people, e.g. MV-2026-000123. */
  number: string;
  /** One of posting, reversal and correction. */
  kind: PostingKind;
  /** When the posting was recorded. */
  posted_at: string;
  /** When the movement took place. */
  transaction_date: string;
  /** Reference of the source document, e.g. a supplier's delivery note. */
  reference?: string;
  /** Remarks on the posting. */
  remarks?: string;
  /** Reason for the reversal or correction. */
  reason?: string;
  /** The posting that this one reverses or corrects. */
  reverses_id?: string;
  /** The posting that reversed or corrected this one. */
  reversed_by_id?: string;
  /** Type of the document that caused the posting. */
  document_type?: string;
  /** Id of the document that caused the posting. */
  document_id?: string;
  /** Id of the user who made the posting. */
  created_by: string;
  /** Current name of that user. */
  created_by_name?: string;
  /** Lines in order; absent in lists. */
  lines?: StockTransaction[];
  /** Number of lines. */
  line_count?: number;
  /** Type of movement of the first line. Like all fields below, it repeats the first line for clients that post one line at a time. */
  transaction_type?: Movement;
  /** The item. */
  item_id?: string;
  /** Current code of the item. */
  item_code?: string;
  /** Current name of the item. */
  item_name?: string;
  /** Location of the movement. */
  location_id?: string;
  /** Current code of the location. */
  location_code?: string;
  /** Lot, or an empty string. */
  lot?: string;
  /** Quantity as entered; the signed quantity in the item's unit is in the line. */
  quantity?: Decimal;
  /** Unit of measure of the quantity as entered. */
  uom?: string;
  /** Cost per unit of the item. */
  unit_cost?: Decimal;
  /** Reason code of an adjustment. */
  reason_code?: string;
  /** Supplier that the stock came from or was returned to. */
  supplier_id?: string;
  /** Recipient that the stock was issued to. */
  issued_to?: string;
  /** Recipient that is charged with the cost. */
  charge_to?: string;
}

/** A line of the stock ledger; never changed, never deleted. */
export interface StockTransaction {
  /** Id of the line. */
  id: string;
  /** The posting that the line belongs to. */
  posting_id: string;
  /** Number of that posting. */
  posting_number: string;
  /** Line number in the posting, starting at 1. */
  line_no: number;
  /** Serial number of the posting. */
  seq: number;
  /** When the posting was recorded. */
  posted_at: string;
  /** When the movement took place. */
  transaction_date: string;
  /** Type of movement. */
  transaction_type: Movement;
  /** The item. */
  item_id: string;
  /** Current code of the item. */
  item_code?: string;
  /** Current name of the item. */
  item_name?: string;
  /** Unit of measure of the item. */
  uom?: string;
  /** Location of the movement. */
  location_id: string;
  /** Current code of the location. */
  location_code?: string;
  /** Lot, or an empty string. */
  lot: string;
  /** Quantity in the item's unit: positive into the location, negative out of it. */
  quantity: Decimal;
  /** Quantity as entered. */
  entered_quantity: Decimal;
  /** Unit of measure of the quantity as entered. */
  entered_uom: string;
  /** Cost per unit of the item. */
  unit_cost?: Decimal;
  /** Reason code of an adjustment. */
  reason_code?: string;
  /** Supplier that the stock came from or was returned to. */
  supplier_id?: string;
  /** Recipient that the stock was issued to. */
  issued_to?: string;
  /** Recipient that is charged with the cost. */
  charge_to?: string;
  /** Reference of the posting. */
  reference?: string;
  /** Type of the document that caused the posting. */
  document_type?: string;
  /** Id of the document that caused the posting. */
  document_id?: string;
  /** Number of that document. */
  document_number?: string;
  /** Line of that document. */
  document_line_id?: string;
  /** The line that this one reverses. */
  reverses_id?: string;
  /** The line that reversed this one. */
  reversed_by_id?: string;
  /** Id of the user who made the posting. */
  created_by: string;
  /** Current name of that user. */
  created_by_name?: string;
}

/** An entry of the audit log. */
export interface Audit {
  /** Id of the entry. */
  id: string;
  /** When the action took place. */
  at: string;
  /** Id of the user; absent when nobody was signed in. */
  user_id?: string;
  /** Current name of that user. */
  user_name?: string;
  /** Action, e.g. create, update, deactivate, restore, post or sign_in. */
  action: string;
  /** Type of the record. */
  record?: string;
  /** Id of the record. */
  record_id?: string;
  /** Code or number of the record. */
  label?: string;
  /** The changed fields before the change. */
  before?: Record<string, unknown>;
  /** The changed fields after the change. */
  after?: Record<string, unknown>;
  /** Client address of the request. */
  address?: string;
  /** Id of the request. */
  request_id?: string;
}

/** Requests of one user or address that were refused for one action within one minute. */
export interface Refusal {
  /** user or address|action|minute. */
  id: string;
  /** Start of the minute. */
  minute: string;
  /** Action that was refused. */
  action: string;
  /** Id of the user, if known. */
  user_id?: string;
  /** Client address of the requests. */
  address?: string;
  /** Number of requests refused. */
  count: number;
  /** Incremented by one with each change. */
  version: number;
}

/** The tokens of a signed-in user. */
export interface TokenAnswer {
  /** Access token. */
  token: string;
  /** Refresh token; absent in cookie mode. */
  refresh_token?: string;
  /** Always `bearer`. */
  token_type: string;
  /** Lifetime of the access token, in seconds. */
  expires_in: number;
  /** The signed-in user. */
  user: User;
  /** The signed-in user and their permissions, as GET /api/auth/me answers. */
  me: Me;
}

/** The signed-in user and their permissions. */
export interface Me {
  /** Id of the user. */
  id: string;
  /** Email address of the user. */
  email: string;
  /** Username. */
  username: string;
  /** Role of the user. */
  role: Role;
  /** All permissions of the user. */
  permissions: string[];
  /** True if the password is temporary and must be changed. */
  must_change_password: boolean;
  /** IANA time zone of business days. */
  timezone: string;
  /** ISO 4217 code of the currency of costs. */
  currency: string;
}

/** An open matter at the end of a month. */
export interface OpenMatter {
  /** Kind of open matter: stock in transit or stock in inspection. */
  kind: OpenKind;
  /** Number of open matters; stock is counted by item, location and lot. */
  count: number;
  /** Labels of the first ten; for stock, the codes of its locations. */
  labels?: string[];
}

/** A month, open or closed for postings. */
export interface PeriodRow {
  /** Month, e.g. 2026-03. */
  id: string;
  /** Open or closed; all months before a closed month are closed. */
  state: PeriodState;
  /** Reason why the month was last closed or reopened. */
  reason?: string;
  /** When the month was last closed or reopened. */
  changed_at?: string;
  /** Id of the user who last closed or reopened the month. */
  changed_by?: string;
  /** Months that closing this month would close, oldest first; absent in lists. */
  closes?: string[];
  /** Months that reopening this month would reopen, oldest first; absent in lists. */
  opens?: string[];
  /** Open matters at the end of the month; absent in lists. */
  open?: OpenMatter[];
  /** How many times any month was closed or reopened; the value for If-Match. */
  version: number;
}

/** Stock on hand. */
export interface StockRow {
  /** The item. */
  item_id: string;
  /** Code of the item. */
  item_code: string;
  /** Name of the item. */
  item_name: string;
  /** Unit of measure of the quantities. */
  uom: string;
  /** Category of the item. */
  category_id: string;
  /** The location; absent when grouped by item. */
  location_id?: string;
  /** Code of the location. */
  location_code?: string;
  /** Name of the location. */
  location_name?: string;
  /** Lot, or an empty string. */
  lot?: string;
  /** Quantity on hand. */
  on_hand: Decimal;
  /** Quantity on hand that may be issued. */
  available: Decimal;
  /** Minimum stock level of the item; when sorted by it, an item without one counts as 0. */
  min_stock_level?: Decimal;
  /** How much the available quantity of the item is below its minimum, otherwise 0. Like the fields below, only when grouped by item; absent for a part of the item's stock. */
  shortage?: Decimal;
  /** Quantity to order when stock is below the minimum. */
  reorder_qty?: Decimal;
  /** Usual supplier of the item. */
  default_supplier_id?: string;
  /** Code of that supplier. */
  default_supplier_code?: string;
  /** Name of that supplier. */
  default_supplier_name?: string;
  /** Latest business day with a movement of the item at any location; absent if it never moved, and for stock at a past time. */
  last_movement?: string;
  /** When the quantity last changed. */
  updated_at?: string;
}

/** Stock of one item. */
export interface ItemStockAnswer {
  /** The item. */
  item_id: string;
  /** Code of the item. */
  item_code: string;
  /** Name of the item. */
  item_name: string;
  /** Unit of measure of the quantities. */
  uom: string;
  /** Quantity on hand at all locations. */
  on_hand: Decimal;
  /** Quantity on hand that may be issued. */
  available: Decimal;
  /** Minimum stock level of the item. */
  min_stock_level?: Decimal;
  /** Quantity to order when stock is below the minimum. */
  reorder_qty?: Decimal;
  /** True if the available quantity is below the minimum. */
  below_min: boolean;
  /** Stock by location and lot. */
  locations: StockRow[];
}

/** Movements of an item in one day or month. */
export interface HistoryPoint {
  /** Day or month, e.g. 2026-03-31 or 2026-03. */
  period: string;
  /** Total of incoming quantities. */
  quantity_in: Decimal;
  /** Total of outgoing quantities. */
  quantity_out: Decimal;
  /** Quantity on hand at the end of the day or month. */
  on_hand: Decimal;
}

/** Number of ledger lines of one type on one business day. */
export interface MovementCount {
  /** Business day. */
  day: string;
  /** Type of movement. */
  transaction_type: Movement;
  /** Number of ledger lines. */
  lines: number;
}

/** Key figures for a dashboard. */
export interface StockSummary {
  /** Number of active items. */
  items: number;
  /** Number of items with stock on hand. */
  items_in_stock: number;
  /** Number of active items below their minimum. */
  items_below_min: number;
  /** Number of active locations. */
  locations: number;
  /** Number of postings made since the start of the business day. */
  postings_today: number;
}

/** Another record with the same code. */
export interface LookupOther {
  /** One of location, recipient and posting. */
  kind: string;
  /** Id of the record. */
  id: string;
  /** Current code of the record. */
  code: string;
  /** Name of the record. */
  name?: string;
  /** Whether the record is active. */
  is_active?: boolean;
}

/** The record that a scanned code identifies. */
export interface LookupAnswer {
  /** One of item, pack, location, recipient and posting. */
  kind: string;
  /** Id of the record; for a pack, the id of its item. */
  id: string;
  /** Current code of the record. */
  code: string;
  /** Name of the record. */
  name?: string;
  /** Unit of measure of the item or pack. */
  uom?: string;
  /** For a pack: number of item units in `denominator` packs. */
  numerator?: number;
  /** For a pack: number of packs that hold `numerator` item units. */
  denominator?: number;
  /** Whether the record is active. */
  is_active?: boolean;
  /** Unit of measure that stock of the item is kept in. */
  item_uom?: string;
  /** Packs of the item. */
  packs?: Pack[];
  /** Usual location of the item. */
  default_location_id?: string;
  /** Code of that location; needs `master.read`. */
  default_location_code?: string;
  /** Lot in a GS1 code. */
  lot?: string;
  /** Serial number in a GS1 code. */
  serial?: string;
  /** Quantity in a GS1 code, in quantity_uom. */
  quantity?: Decimal;
  /** Unit of measure of `quantity`: for a count, that of the item or pack; for a net weight, kilograms, given only if the item's unit converts to them. */
  quantity_uom?: string;
  /** Other records with the same code. */
  others: LookupOther[];
}

/** Result for one of several codes. */
export interface LookupResult {
  /** The code as requested. */
  code: string;
  /** The record that the code identifies. */
  found?: LookupAnswer;
  /** Error code if there is no such record: not_found, ambiguous or invalid. */
  error?: string;
  /** Error message for the user. */
  detail?: string;
  /** For an ambiguous code: the items that it matches. */
  items?: ItemBrief[];
}

/** Results for several codes. */
export interface LookupResultsAnswer {
  /** One result per code, in the order of the request. */
  results: LookupResult[];
}

/** A record found by a search. */
export interface SearchHit {
  /** Kind of hit. */
  kind: FoundKind;
  /** Id of the record; for a reference, the id of its posting. */
  id: string;
  /** Current code of the record; the number of the posting; the reference; the lot. */
  code: string;
  /** Name of the record; for a posting its reference, for a reference the number of its posting, for a lot the name of its item. */
  name?: string;
  /** For a lot: its item. */
  item_id?: string;
  /** Whether the record is active; absent if it cannot be deactivated. */
  is_active?: boolean;
  /** Whether it has exactly the code searched for: its code, a former code, a barcode, a number, a reference or a lot, regardless of case, punctuation and spaces. */
  exact: boolean;
}

/** The hits of one kind. */
export interface SearchGroup {
  /** Kind of hits. */
  kind: FoundKind;
  /** The best hits: exact ones first, then those whose code begins with the text, then the others by name. */
  hits: SearchHit[];
  /** Whether there are more hits of this kind. */
  more: boolean;
}

/** What a search found. */
export interface SearchAnswer {
  /** Groups with hits: those with an exact hit first, otherwise in the order of the kinds. */
  groups: SearchGroup[];
}

/** State of the process. */
export interface Health {
  /** One of healthy and ready. */
  status: string;
}

/** A pack of an item: one pack holds numerator/denominator units of the item. */
export interface PackCreate {
  /** Unit of measure of the pack, by its code. */
  uom: string;
  /** Number of item units in `denominator` packs. */
  numerator: number;
  /** Number of packs that hold `numerator` item units. */
  denominator?: number;
  /** True if the contents of packs vary, so that a weighed quantity may be given. */
  variable?: boolean | null;
  /** Maximum deviation of a weighed quantity from the ratio, in percent. */
  tolerance_percent?: Decimal | null;
  /** Barcode of the pack. */
  barcode?: string | null;
}

/** An item kept in stock. */
export interface ItemCreate {
  /** Code of the item; default: generated from the code of its category, e.g. BOL-000123. No other item may have it as a code or barcode. */
  item_code?: string;
  /** Name of the item. */
  item_name: string;
  /** Category of the item. */
  category_id: string;
  /** Unit of measure that stock is kept in; fixed after the first movement. */
  uom: string;
  /** Description of the item. */
  description?: string | null;
  /** First of the barcodes; sent without `barcodes`, it replaces that one. */
  barcode?: string | null;
  /** Barcodes of one unit of the item. */
  barcodes?: string[] | null;
  /** Packs of the item; their ratios take precedence over those of the units. */
  packs?: PackCreate[] | null;
  /** Minimum stock level, compared with the available quantity. */
  min_stock_level?: Decimal | null;
  /** Quantity to order when stock is below the minimum. */
  reorder_qty?: Decimal | null;
  /** Usual supplier of the item. */
  default_supplier_id?: string | null;
  /** Usual location of the item; the default for postings. */
  default_location_id?: string | null;
  /** True if issued stock is expected to be returned. */
  returnable?: boolean | null;
}

/** A category of items. */
export interface ItemCategoryCreate {
  /** Code of the category; generated item codes begin with its first letters. */
  code: string;
  /** Name of the category. */
  name: string;
  /** Description of the category. */
  description?: string | null;
  /** Parent category. */
  parent_category?: string | null;
  /** Units of measure allowed for its items; empty: those of the parent category. */
  allowed_uoms?: string[] | null;
}

/** A unit of measure. */
export interface UomCreate {
  /** Code of the unit, by which other records refer to it. */
  code: string;
  /** Name of the unit. */
  name: string;
  /** Decimal places allowed in quantities of the unit; may only be increased. */
  decimals?: number;
  /** Unit that this one is a multiple of. Of a unit that has a base itself, that base is stored, with the ratio to it. */
  base_uom?: string | null;
  /** One unit is numerator/denominator base units; stored as a reduced fraction, fixed after first use. */
  numerator?: number;
  /** See numerator. */
  denominator?: number;
  /** Code of the unit in UN/ECE Recommendation 20. */
  rec20?: string | null;
}

/** A supplier. */
export interface SupplierCreate {
  /** Code of the supplier. */
  code: string;
  /** Name of the supplier. */
  name: string;
  /** Email address. */
  email?: string | null;
  /** Phone number. */
  phone?: string | null;
  /** Postal address. */
  address?: string | null;
  /** Tax number. */
  tax_id?: string | null;
  /** Days from order to receipt. */
  lead_time_days?: number | null;
}

/** A location that holds stock. */
export interface LocationCreate {
  /** Code on the label of the location. */
  code: string;
  /** Name of the location. */
  name: string;
  /** Parent location. */
  parent_location?: string | null;
  /** Kind of location. */
  kind?: LocationKind;
  /** Usage of the location; only stock in usage `stock` may be issued and counts towards the minimum. */
  usage?: Usage;
}

/** A person, department, job or asset that stock is issued to. */
export interface RecipientCreate {
  /** Code of the recipient. */
  code: string;
  /** Name of the recipient. */
  name: string;
  /** Kind of recipient. */
  kind?: RecipientKind;
  /** Parent recipient. */
  parent?: string | null;
}

/** A reason for an adjustment of stock. */
export interface ReasonCreate {
  /** Code of the reason, used in postings. */
  code: string;
  /** Name of the reason. */
  name: string;
  /** Direction of adjustment that the reason allows. */
  direction?: Direction;
  /** True if a posting with this reason must have remarks. */
  needs_remarks?: boolean;
}

/** A sign-in with either email or username, and the password. */
export interface LoginRequestCreate {
  /** Email address of the user. */
  email?: string | null;
  /** Username, as an alternative to email. */
  username?: string | null;
  /** The password. */
  password: string;
}

/** A refresh token, when it is not sent in the cookie. */
export interface RefreshRequestCreate {
  /** Current refresh token. */
  refresh_token?: string | null;
}

/** A new user. */
export interface RegisterRequestCreate {
  /** Email address to sign in with. */
  email: string;
  /** Username to sign in with. */
  username: string;
  /** The password. */
  password: string;
  /** Role of the user. */
  role?: Role;
  /** Permissions and presets in addition to those of the role. */
  grants?: (Permission | Preset)[] | null;
  /** True if the password is temporary and must be changed. */
  must_change_password?: boolean | null;
}

/** A line of a new posting. */
export interface PostingLineCreate {
  /** The item, by id. Alternatives: item_code, barcode. */
  item_id?: string | null;
  /** The item, by its code, a former code or a barcode. */
  item_code?: string | null;
  /** The item, by a scanned code: an item code, a former code, a barcode or a GS1 code. A GS1 code also supplies the lot and quantity if the line has none. */
  barcode?: string | null;
  /** Type of movement. */
  transaction_type?: Movement | null;
  /** Quantity, in `uom`; positive except in an adjustment. */
  quantity?: Decimal | null;
  /** Unit of measure of the quantity; default: that of the scanned pack, else that of the item. */
  uom?: string | null;
  /** The quantity as weighed, in the item's unit. Accepted only for a variable pack or where the ratio gives no exact quantity. */
  stock_quantity?: Decimal | null;
  /** True to accept a stock_quantity outside the tolerance. */
  accept_difference?: boolean | null;
  /** Location of the movement, for a transfer the source; default: the item's default location, else the only location. */
  location_id?: string | null;
  /** Target location of a transfer. */
  to_location_id?: string | null;
  /** The lot. */
  lot?: string | null;
  /** Cost per unit of the item. */
  unit_cost?: Decimal | null;
  /** Reason code of an adjustment. */
  reason_code?: string | null;
  /** Recipient that the stock is issued to. */
  issued_to?: string | null;
  /** Recipient that is charged with the cost. */
  charge_to?: string | null;
  /** Supplier that the stock comes from or is returned to. */
  supplier_id?: string | null;
}

/** A new posting: the fields of a single line, or `lines`. */
export interface PostingRequestCreate {
  /** The item, by id. Alternatives: item_code, barcode. */
  item_id?: string | null;
  /** The item, by its code, a former code or a barcode. */
  item_code?: string | null;
  /** The item, by a scanned code: an item code, a former code, a barcode or a GS1 code. A GS1 code also supplies the lot and quantity if the line has none. */
  barcode?: string | null;
  /** Type of movement. */
  transaction_type?: Movement | null;
  /** Quantity, in `uom`; positive except in an adjustment. */
  quantity?: Decimal | null;
  /** Unit of measure of the quantity; default: that of the scanned pack, else that of the item. */
  uom?: string | null;
  /** The quantity as weighed, in the item's unit. Accepted only for a variable pack or where the ratio gives no exact quantity. */
  stock_quantity?: Decimal | null;
  /** True to accept a stock_quantity outside the tolerance. */
  accept_difference?: boolean | null;
  /** Location of the movement, for a transfer the source; default: the item's default location, else the only location. */
  location_id?: string | null;
  /** Target location of a transfer. */
  to_location_id?: string | null;
  /** The lot. */
  lot?: string | null;
  /** Cost per unit of the item. */
  unit_cost?: Decimal | null;
  /** Reason code of an adjustment. */
  reason_code?: string | null;
  /** Recipient that the stock is issued to. */
  issued_to?: string | null;
  /** Recipient that is charged with the cost. */
  charge_to?: string | null;
  /** Supplier that the stock comes from or is returned to. */
  supplier_id?: string | null;
  /** When the movement took place: an instant, or a day, which means its end (today: now). Default: now. */
  transaction_date?: string | null;
  /** Reference of the source document, e.g. a supplier's delivery note. */
  reference?: string | null;
  /** Remarks on the posting. */
  remarks?: string | null;
  /** Lines of the posting, 1 to 500; all are posted or none. */
  lines?: PostingLineCreate[] | null;
}

/** Reason and date of a reversal. */
export interface ReverseRequestCreate {
  /** Reason for the reversal. */
  reason: string;
  /** Date of the reversal: an instant, or a day, which means its end (today: now); not before the original posting. Default: the date of the original posting. */
  transaction_date?: string | null;
}

/** A correction of a posting. */
export interface CorrectRequestCreate {
  /** Reason for the correction. */
  reason: string;
  /** Date of the correction: an instant, or a day, which means its end (today: now); not before the original posting. Default: the date of the original posting. */
  transaction_date?: string | null;
  /** The lines as they should have been posted, 1 to 500; a line without unit_cost keeps that of the original. */
  lines: PostingLineCreate[];
}

/** Reason for closing or reopening a period. */
export interface PeriodRequestCreate {
  /** Reason for closing or reopening the period. */
  reason: string;
}

/** Codes to look up. */
export interface LookupRequestCreate {
  /** Scanned codes, 1 to 500. */
  codes: string[];
  /** Limits the lookup to records of this kind. */
  kind?: LookupKind | null;
}

/** An item kept in stock. */
export interface ItemUpdate {
  /** Code of the item; default: generated from the code of its category, e.g. BOL-000123. No other item may have it as a code or barcode. */
  item_code?: string;
  /** Name of the item. */
  item_name?: string;
  /** Category of the item. */
  category_id?: string;
  /** Unit of measure that stock is kept in; fixed after the first movement. */
  uom?: string;
  /** Description of the item. */
  description?: string | null;
  /** First of the barcodes; sent without `barcodes`, it replaces that one. */
  barcode?: string | null;
  /** Barcodes of one unit of the item. */
  barcodes?: string[] | null;
  /** Packs of the item; their ratios take precedence over those of the units. */
  packs?: PackCreate[] | null;
  /** Minimum stock level, compared with the available quantity. */
  min_stock_level?: Decimal | null;
  /** Quantity to order when stock is below the minimum. */
  reorder_qty?: Decimal | null;
  /** Usual supplier of the item. */
  default_supplier_id?: string | null;
  /** Usual location of the item; the default for postings. */
  default_location_id?: string | null;
  /** True if issued stock is expected to be returned. */
  returnable?: boolean | null;
}

/** A category of items. */
export interface ItemCategoryUpdate {
  /** Code of the category; generated item codes begin with its first letters. */
  code?: string;
  /** Name of the category. */
  name?: string;
  /** Description of the category. */
  description?: string | null;
  /** Parent category. */
  parent_category?: string | null;
  /** Units of measure allowed for its items; empty: those of the parent category. */
  allowed_uoms?: string[] | null;
}

/** A unit of measure. */
export interface UomUpdate {
  /** Code of the unit, by which other records refer to it. */
  code?: string;
  /** Name of the unit. */
  name?: string;
  /** Decimal places allowed in quantities of the unit; may only be increased. */
  decimals?: number;
  /** Unit that this one is a multiple of. Of a unit that has a base itself, that base is stored, with the ratio to it. */
  base_uom?: string | null;
  /** One unit is numerator/denominator base units; stored as a reduced fraction, fixed after first use. */
  numerator?: number;
  /** See numerator. */
  denominator?: number;
  /** Code of the unit in UN/ECE Recommendation 20. */
  rec20?: string | null;
}

/** A supplier. */
export interface SupplierUpdate {
  /** Code of the supplier. */
  code?: string;
  /** Name of the supplier. */
  name?: string;
  /** Email address. */
  email?: string | null;
  /** Phone number. */
  phone?: string | null;
  /** Postal address. */
  address?: string | null;
  /** Tax number. */
  tax_id?: string | null;
  /** Days from order to receipt. */
  lead_time_days?: number | null;
}

/** A location that holds stock. */
export interface LocationUpdate {
  /** Code on the label of the location. */
  code?: string;
  /** Name of the location. */
  name?: string;
  /** Parent location. */
  parent_location?: string | null;
  /** Kind of location. */
  kind?: LocationKind;
  /** Usage of the location; only stock in usage `stock` may be issued and counts towards the minimum. */
  usage?: Usage;
}

/** A person, department, job or asset that stock is issued to. */
export interface RecipientUpdate {
  /** Code of the recipient. */
  code?: string;
  /** Name of the recipient. */
  name?: string;
  /** Kind of recipient. */
  kind?: RecipientKind;
  /** Parent recipient. */
  parent?: string | null;
}

/** A reason for an adjustment of stock. */
export interface ReasonUpdate {
  /** Code of the reason, used in postings. */
  code?: string;
  /** Name of the reason. */
  name?: string;
  /** Direction of adjustment that the reason allows. */
  direction?: Direction;
  /** True if a posting with this reason must have remarks. */
  needs_remarks?: boolean;
}

/** A user of the system. */
export interface UserUpdate {
  /** Email address to sign in with; stored in lower case. */
  email?: string;
  /** Username to sign in with; stored in lower case. */
  username?: string;
  /** Role of the user. */
  role?: Role;
  /** Permissions and presets in addition to those of the role. */
  grants?: (Permission | Preset)[] | null;
}

/** A change of the user's own password. */
export interface PasswordChangeUpdate {
  /** Current password. */
  current_password?: string;
  /** New password. */
  new_password?: string;
}

/** A temporary password, set by an administrator. */
export interface PasswordResetUpdate {
  /** Temporary password. */
  password?: string;
}
