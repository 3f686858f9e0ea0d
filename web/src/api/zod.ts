// What the API takes, for forms. Printed by `ccpl schema zod`.
import { z } from "zod";

// The content security policy lets nothing be compiled at run time.
z.config({ jitless: true });

/** An exact number, as its text. */
const decimal = z.string().trim().regex(/^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/);

export const packCreate = z.strictObject({
  uom: z.string().trim().min(1).max(64),
  numerator: z.int().min(1).max(1000000000000),
  denominator: z.int().min(1).max(1000000000000).optional(),
  variable: z.boolean().nullish(),
  tolerance_percent: decimal.refine((d) => Number(d) >= 0, { params: { type: "at_least", bound: "0" } }).nullish(),
  barcode: z.string().trim().min(1).max(64).nullish(),
});

export const itemCreate = z.strictObject({
  item_code: z.string().trim().min(1).max(64).optional(),
  item_name: z.string().trim().min(1).max(200),
  category_id: z.string().trim().min(1).max(64),
  uom: z.string().trim().min(1).max(64),
  description: z.string().trim().max(2000).nullish(),
  barcode: z.string().trim().min(1).max(64).nullish(),
  barcodes: z.array(z.string().trim().min(1).max(64)).max(50).nullish(),
  packs: z.array(packCreate).max(20).nullish(),
  min_stock_level: decimal.refine((d) => Number(d) >= 0, { params: { type: "at_least", bound: "0" } }).nullish(),
  reorder_qty: decimal.refine((d) => Number(d) > 0, { params: { type: "above", bound: "0" } }).nullish(),
  default_supplier_id: z.string().trim().min(1).max(64).nullish(),
  default_location_id: z.string().trim().min(1).max(64).nullish(),
  returnable: z.boolean().nullish(),
});

export const itemCategoryCreate = z.strictObject({
  code: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(200),
  description: z.string().trim().max(2000).nullish(),
  parent_category: z.string().trim().min(1).max(64).nullish(),
  allowed_uoms: z.array(z.string().trim().min(1).max(254)).max(50).nullish(),
});

export const uomCreate = z.strictObject({
  code: z.string().trim().min(1).max(20),
  name: z.string().trim().min(1).max(200),
  decimals: z.int().min(0).max(6).optional(),
  base_uom: z.string().trim().min(1).max(64).nullish(),
  numerator: z.int().min(1).max(1000000000000).optional(),
  denominator: z.int().min(1).max(1000000000000).optional(),
  rec20: z.string().trim().max(3).nullish(),
});

export const supplierCreate = z.strictObject({
  code: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(200),
  email: z.union([z.literal(""), z.email()]).nullish(),
  phone: z.string().trim().max(50).nullish(),
  address: z.string().trim().max(1000).nullish(),
  tax_id: z.string().trim().max(50).nullish(),
  lead_time_days: z.int().min(0).max(3650).nullish(),
});

export const locationCreate = z.strictObject({
  code: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(200),
  parent_location: z.string().trim().min(1).max(64).nullish(),
  kind: z.enum(["warehouse", "zone", "bin"]).optional(),
  usage: z.enum(["stock", "inspection", "blocked", "transit", "custody"]).optional(),
});

export const recipientCreate = z.strictObject({
  code: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(200),
  kind: z.enum(["person", "department", "job", "asset"]).optional(),
  parent: z.string().trim().min(1).max(64).nullish(),
});

export const reasonCreate = z.strictObject({
  code: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(200),
  direction: z.enum(["in", "out", "both"]).optional(),
  needs_remarks: z.boolean().optional(),
});

export const loginRequestCreate = z.strictObject({
  email: z.string().trim().min(1).max(254).nullish(),
  username: z.string().trim().min(1).max(254).nullish(),
  password: z.string().min(1).max(256),
});

export const refreshRequestCreate = z.strictObject({
  refresh_token: z.string().trim().min(1).max(1024).nullish(),
});

export const registerRequestCreate = z.strictObject({
  email: z.email(),
  username: z.string().trim().min(1).max(64),
  password: z.string().min(8).max(256),
  role: z.enum(["admin", "manager", "staff", "viewer"]).optional(),
  grants: z.array(z.string().trim().min(1).max(254)).max(40).nullish(),
  must_change_password: z.boolean().nullish(),
});

export const postingLineCreate = z.strictObject({
  item_id: z.string().trim().min(1).max(64).nullish(),
  item_code: z.string().trim().min(1).max(64).nullish(),
  barcode: z.string().trim().min(1).max(500).nullish(),
  transaction_type: z.enum(["opening", "receipt", "return", "issue", "supplier_return", "transfer", "adjustment"]).nullish(),
  quantity: decimal.refine((d) => Number(d) !== 0, { params: { type: "not", bound: "0" } }).nullish(),
  uom: z.string().trim().min(1).max(20).nullish(),
  stock_quantity: decimal.refine((d) => Number(d) !== 0, { params: { type: "not", bound: "0" } }).nullish(),
  accept_difference: z.boolean().nullish(),
  location_id: z.string().trim().min(1).max(64).nullish(),
  to_location_id: z.string().trim().min(1).max(64).nullish(),
  lot: z.string().trim().max(64).nullish(),
  unit_cost: decimal.refine((d) => Number(d) >= 0, { params: { type: "at_least", bound: "0" } }).nullish(),
  reason_code: z.string().trim().min(1).max(64).nullish(),
  issued_to: z.string().trim().min(1).max(64).nullish(),
  charge_to: z.string().trim().min(1).max(64).nullish(),
  supplier_id: z.string().trim().min(1).max(64).nullish(),
});

export const postingRequestCreate = z.strictObject({
  item_id: z.string().trim().min(1).max(64).nullish(),
  item_code: z.string().trim().min(1).max(64).nullish(),
  barcode: z.string().trim().min(1).max(500).nullish(),
  transaction_type: z.enum(["opening", "receipt", "return", "issue", "supplier_return", "transfer", "adjustment"]).nullish(),
  quantity: decimal.refine((d) => Number(d) !== 0, { params: { type: "not", bound: "0" } }).nullish(),
  uom: z.string().trim().min(1).max(20).nullish(),
  stock_quantity: decimal.refine((d) => Number(d) !== 0, { params: { type: "not", bound: "0" } }).nullish(),
  accept_difference: z.boolean().nullish(),
  location_id: z.string().trim().min(1).max(64).nullish(),
  to_location_id: z.string().trim().min(1).max(64).nullish(),
  lot: z.string().trim().max(64).nullish(),
  unit_cost: decimal.refine((d) => Number(d) >= 0, { params: { type: "at_least", bound: "0" } }).nullish(),
  reason_code: z.string().trim().min(1).max(64).nullish(),
  issued_to: z.string().trim().min(1).max(64).nullish(),
  charge_to: z.string().trim().min(1).max(64).nullish(),
  supplier_id: z.string().trim().min(1).max(64).nullish(),
  transaction_date: z.string().trim().max(40).nullish(),
  reference: z.string().trim().max(200).nullish(),
  remarks: z.string().trim().max(2000).nullish(),
  lines: z.array(postingLineCreate).min(1).max(500).nullish(),
});

export const reverseRequestCreate = z.strictObject({
  reason: z.string().trim().min(1).max(2000),
  transaction_date: z.string().trim().max(40).nullish(),
});

export const correctRequestCreate = z.strictObject({
  reason: z.string().trim().min(1).max(2000),
  transaction_date: z.string().trim().max(40).nullish(),
  lines: z.array(postingLineCreate).min(1).max(500),
});

export const periodRequestCreate = z.strictObject({
  reason: z.string().trim().min(1).max(2000),
});

export const lookupRequestCreate = z.strictObject({
  codes: z.array(z.string().trim().min(1).max(500)).min(1).max(500),
  kind: z.enum(["item", "location", "recipient", "posting"]).nullish(),
});

export const itemUpdate = z.strictObject({
  item_code: z.string().trim().min(1).max(64).optional(),
  item_name: z.string().trim().min(1).max(200).optional(),
  category_id: z.string().trim().min(1).max(64).optional(),
  uom: z.string().trim().min(1).max(64).optional(),
  description: z.string().trim().max(2000).nullish(),
  barcode: z.string().trim().min(1).max(64).nullish(),
  barcodes: z.array(z.string().trim().min(1).max(64)).max(50).nullish(),
  packs: z.array(packCreate).max(20).nullish(),
  min_stock_level: decimal.refine((d) => Number(d) >= 0, { params: { type: "at_least", bound: "0" } }).nullish(),
  reorder_qty: decimal.refine((d) => Number(d) > 0, { params: { type: "above", bound: "0" } }).nullish(),
  default_supplier_id: z.string().trim().min(1).max(64).nullish(),
  default_location_id: z.string().trim().min(1).max(64).nullish(),
  returnable: z.boolean().nullish(),
});

export const itemCategoryUpdate = z.strictObject({
  code: z.string().trim().min(1).max(64).optional(),
  name: z.string().trim().min(1).max(200).optional(),
  description: z.string().trim().max(2000).nullish(),
  parent_category: z.string().trim().min(1).max(64).nullish(),
  allowed_uoms: z.array(z.string().trim().min(1).max(254)).max(50).nullish(),
});

export const uomUpdate = z.strictObject({
  code: z.string().trim().min(1).max(20).optional(),
  name: z.string().trim().min(1).max(200).optional(),
  decimals: z.int().min(0).max(6).optional(),
  base_uom: z.string().trim().min(1).max(64).nullish(),
  numerator: z.int().min(1).max(1000000000000).optional(),
  denominator: z.int().min(1).max(1000000000000).optional(),
  rec20: z.string().trim().max(3).nullish(),
});

export const supplierUpdate = z.strictObject({
  code: z.string().trim().min(1).max(64).optional(),
  name: z.string().trim().min(1).max(200).optional(),
  email: z.union([z.literal(""), z.email()]).nullish(),
  phone: z.string().trim().max(50).nullish(),
  address: z.string().trim().max(1000).nullish(),
  tax_id: z.string().trim().max(50).nullish(),
  lead_time_days: z.int().min(0).max(3650).nullish(),
});

export const locationUpdate = z.strictObject({
  code: z.string().trim().min(1).max(64).optional(),
  name: z.string().trim().min(1).max(200).optional(),
  parent_location: z.string().trim().min(1).max(64).nullish(),
  kind: z.enum(["warehouse", "zone", "bin"]).optional(),
  usage: z.enum(["stock", "inspection", "blocked", "transit", "custody"]).optional(),
});

export const recipientUpdate = z.strictObject({
  code: z.string().trim().min(1).max(64).optional(),
  name: z.string().trim().min(1).max(200).optional(),
  kind: z.enum(["person", "department", "job", "asset"]).optional(),
  parent: z.string().trim().min(1).max(64).nullish(),
});

export const reasonUpdate = z.strictObject({
  code: z.string().trim().min(1).max(64).optional(),
  name: z.string().trim().min(1).max(200).optional(),
  direction: z.enum(["in", "out", "both"]).optional(),
  needs_remarks: z.boolean().optional(),
});

export const userUpdate = z.strictObject({
  email: z.email().optional(),
  username: z.string().trim().min(1).max(64).optional(),
  role: z.enum(["admin", "manager", "staff", "viewer"]).optional(),
  grants: z.array(z.string().trim().min(1).max(254)).max(40).nullish(),
});

export const passwordChangeUpdate = z.strictObject({
  current_password: z.string().min(1).max(256).optional(),
  new_password: z.string().min(8).max(256).optional(),
});

export const passwordResetUpdate = z.strictObject({
  password: z.string().min(8).max(256).optional(),
});
