// The masters, one row each. A new kind of master is a row here, its texts, and its pages' row
// in app/pages.ts.
import { mastersAPI } from "@/api/services";
import type * as T from "@/api/types";
import * as zod from "@/api/zod";
import { choices } from "@/components/choices";
import type { FieldRow } from "@/forms/rows";
import type { Permission } from "@/api/types";
import type { Master } from "./master";
import { StockHere } from "./StockHere";
import { Ratio, UnitRatio } from "./UnitRatio";

const code: FieldRow = { name: "code", label: "field.code", kind: "text" };
const name: FieldRow = { name: "name", label: "field.name", kind: "text" };

const named = { code: (record: { code: string }) => record.code, title: (record: { name: string }) => record.name };

const masterNeeds: Master<never>["needs"] = { create: "master.write", change: "master.write", deactivate: "master.deactivate", restore: "master.deactivate" };
const all = (permission: Permission): Master<never>["needs"] => ({ create: permission, change: permission, deactivate: permission, restore: permission });

const category: Master<T.ItemCategory, T.ItemCategoryCreate, T.ItemCategoryUpdate> = {
  ...named,
  name: "item_category",
  kind: "categories",
  path: "/categories",
  resource: mastersAPI.categories,
  schemas: { create: zod.itemCategoryCreate, update: zod.itemCategoryUpdate },
  rows: [
    { ...code, hint: "masters.category.code_hint" },
    name,
    { name: "parent_category", label: "field.parent_category", kind: "pick", source: choices.category, isOptional: true },
    { name: "allowed_uoms", label: "field.allowed_uoms", hint: "masters.category.uoms_hint", kind: "picks", source: choices.uom, isOptional: true },
    { name: "description", label: "field.description", kind: "area", isOptional: true },
  ],
  listed: ["allowed_uoms"],
  filters: [],
  parent: "parent_category",
  needs: masterNeeds,
  see: [
    { text: "masters.see_items", to: ({ id }) => `/items?category_id=${id}` },
    { text: "masters.see_stock", to: ({ id }) => `/stock?category_id=${id}` },
  ],
  texts: { title: "masters.category.title", what: "masters.category.what", make: "masters.category.make", save: "masters.category.save", none: "masters.category.none", off: "masters.category.off" },
};

const uom: Master<T.Uom, T.UomCreate, T.UomUpdate> = {
  ...named,
  name: "uom",
  kind: "uoms",
  path: "/uoms",
  resource: mastersAPI.uoms,
  schemas: { create: zod.uomCreate, update: zod.uomUpdate },
  rows: [
    { ...code, hint: "masters.uom.code_hint", isFixed: true },
    name,
    { name: "decimals", label: "field.decimals", hint: "masters.uom.decimals_hint", kind: "integer" },
    { name: "rec20", label: "field.rec20", kind: "text", isOptional: true },
    { name: "base_uom", label: "field.base_uom", hint: "masters.uom.base_hint", kind: "pick", source: choices.uom, isOptional: true },
    { name: "numerator", label: "field.numerator", hint: "masters.uom.numerator_hint", kind: "integer" },
    { name: "denominator", label: "field.denominator", hint: "masters.uom.denominator_hint", kind: "integer" },
  ],
  defaults: { decimals: 0, numerator: 1, denominator: 1 },
  listed: ["decimals"],
  columns: [{ id: "base_uom", title: "masters.uom.ratio", cell: (unit) => (unit.base_uom ? <Ratio of={unit} /> : "") }],
  filters: [],
  needs: masterNeeds,
  see: [{ text: "masters.see_items", to: (record) => `/items?uom=${encodeURIComponent(record.code)}` }],
  Beside: UnitRatio,
  unlisted: ["numerator", "denominator"],
  texts: { title: "masters.uom.title", what: "masters.uom.what", make: "masters.uom.make", save: "masters.uom.save", none: "masters.uom.none", off: "masters.uom.off" },
};

const supplier: Master<T.Supplier, T.SupplierCreate, T.SupplierUpdate> = {
  ...named,
  name: "supplier",
  kind: "suppliers",
  path: "/suppliers",
  resource: mastersAPI.suppliers,
  schemas: { create: zod.supplierCreate, update: zod.supplierUpdate },
  rows: [
    code,
    name,
    { name: "email", label: "field.email", kind: "text", isOptional: true },
    { name: "phone", label: "field.phone", kind: "text", isOptional: true },
    { name: "tax_id", label: "field.tax_id", kind: "text", isOptional: true },
    { name: "lead_time_days", label: "field.lead_time_days", kind: "integer", isOptional: true },
    { name: "address", label: "field.address", kind: "area", isOptional: true },
  ],
  listed: ["email", "phone", "lead_time_days"],
  filters: [],
  needs: all("supplier.write"),
  see: [{ text: "masters.see_bought", to: ({ id }) => `/items?default_supplier_id=${id}` }],
  texts: { title: "masters.supplier.title", what: "masters.supplier.what", make: "masters.supplier.make", save: "masters.supplier.save", none: "masters.supplier.none", off: "masters.supplier.off" },
};

const location: Master<T.Location, T.LocationCreate, T.LocationUpdate> = {
  ...named,
  name: "location",
  kind: "locations",
  path: "/locations",
  resource: mastersAPI.locations,
  schemas: { create: zod.locationCreate, update: zod.locationUpdate },
  rows: [
    { ...code, hint: "masters.location.code_hint" },
    name,
    { name: "parent_location", label: "field.parent_location", kind: "pick", source: choices.location, isOptional: true },
    { name: "kind", label: "field.kind", kind: "choice", options: ["warehouse", "zone", "bin"], word: (value) => `word.location_kind.${value as T.LocationKind}` },
    {
      name: "usage",
      label: "field.usage",
      hint: "masters.location.usage_hint",
      kind: "choice",
      options: ["stock", "inspection", "blocked", "transit", "custody"],
      word: (value) => `word.usage.${value as T.Usage}`,
    },
  ],
  defaults: { kind: "bin", usage: "stock" },
  listed: ["kind", "usage"],
  filters: [],
  parent: "parent_location",
  needs: masterNeeds,
  see: [
    { text: "masters.see_stock", to: ({ id }) => `/stock?location_id=${id}` },
    { text: "masters.see_moved", to: ({ id }) => `/ledger?location_id=${id}` },
    { text: "masters.see_kept", to: ({ id }) => `/items?default_location_id=${id}` },
    { text: "masters.labels", to: ({ id }) => `/labels?location=${id}` },
  ],
  Beside: StockHere,
  texts: { title: "masters.location.title", what: "masters.location.what", make: "masters.location.make", save: "masters.location.save", none: "masters.location.none", off: "masters.location.off" },
};

const recipient: Master<T.Recipient, T.RecipientCreate, T.RecipientUpdate> = {
  ...named,
  name: "recipient",
  kind: "recipients",
  path: "/recipients",
  resource: mastersAPI.recipients,
  schemas: { create: zod.recipientCreate, update: zod.recipientUpdate },
  rows: [
    code,
    name,
    { name: "kind", label: "field.kind", kind: "choice", options: ["person", "department", "job", "asset"], word: (value) => `word.recipient_kind.${value as T.RecipientKind}` },
    { name: "parent", label: "field.parent", kind: "pick", source: choices.recipient, isOptional: true },
  ],
  defaults: { kind: "person" },
  listed: ["kind", "parent"],
  filters: ["kind"],
  needs: masterNeeds,
  see: [{ text: "masters.see_issued", to: ({ id }) => `/ledger?issued_to=${id}` }],
  texts: { title: "masters.recipient.title", what: "masters.recipient.what", make: "masters.recipient.make", save: "masters.recipient.save", none: "masters.recipient.none", off: "masters.recipient.off" },
};

const reason: Master<T.Reason, T.ReasonCreate, T.ReasonUpdate> = {
  ...named,
  name: "reason",
  kind: "reasons",
  path: "/reasons",
  resource: mastersAPI.reasons,
  schemas: { create: zod.reasonCreate, update: zod.reasonUpdate },
  rows: [
    code,
    name,
    { name: "direction", label: "field.direction", hint: "masters.reason.direction_hint", kind: "choice", options: ["in", "out", "both"], word: (value) => `word.direction.${value as T.Direction}` },
    { name: "needs_remarks", label: "field.needs_remarks", hint: "masters.reason.remarks_hint", kind: "switch" },
  ],
  defaults: { direction: "both" },
  listed: ["direction", "needs_remarks"],
  filters: ["direction"],
  needs: masterNeeds,
  texts: { title: "masters.reason.title", what: "masters.reason.what", make: "masters.reason.make", save: "masters.reason.save", none: "masters.reason.none", off: "masters.reason.off" },
};

export const masters = { category, uom, supplier, location, recipient, reason };
