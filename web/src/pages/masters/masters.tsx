// What the pages of each master show: fields, columns, filters, links. Its paths, permissions
// and bodies are in the records table; a record of that table without a row here does not compile.
import type * as T from "@/api/types";
import * as zod from "@/api/zod";
import { choices } from "@/components/choices";
import type { FieldRow } from "@/forms/rows";
import type { PlainMasterName } from "@/records";
import type { ViewOf } from "./master";
import { LocationStock } from "./LocationStock";
import { Ratio, UnitRatio } from "./UnitRatio";

const code: FieldRow = { name: "code", label: "field.code", kind: "text" };
const name: FieldRow = { name: "name", label: "field.name", kind: "text" };

const named = { code: (record: { code: string }) => record.code, title: (record: { name: string }) => record.name };

export const masterViews: { [N in PlainMasterName]: ViewOf<N> } = {
  item_category: {
    ...named,
    schemas: { create: zod.itemCategoryCreate, update: zod.itemCategoryUpdate },
    rows: [
      { ...code, hint: "masters.item_category.code_hint" },
      name,
      { name: "parent_category", label: "field.parent_category", kind: "pick", source: choices.item_category, isOptional: true },
      { name: "allowed_uoms", label: "field.allowed_uoms", hint: "masters.item_category.uoms_hint", kind: "picks", source: choices.uom, isOptional: true },
      { name: "description", label: "field.description", kind: "area", isOptional: true },
    ],
    listed: ["allowed_uoms"],
    filters: [],
    parent: "parent_category",
    links: [
      { text: "masters.see_items", to: ({ id }) => `/items?category_id=${id}` },
      { text: "masters.see_stock", to: ({ id }) => `/stock?category_id=${id}` },
    ],
  },
  uom: {
    ...named,
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
    links: [{ text: "masters.see_items", to: (record) => `/items?uom=${encodeURIComponent(record.code)}` }],
    Aside: UnitRatio,
    hiddenFacts: ["numerator", "denominator"],
  },
  supplier: {
    ...named,
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
    links: [{ text: "masters.see_bought", to: ({ id }) => `/items?default_supplier_id=${id}` }],
  },
  location: {
    ...named,
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
    labels: "location",
    links: [
      { text: "masters.see_stock", to: ({ id }) => `/stock?location_id=${id}` },
      { text: "masters.see_moved", to: ({ id }) => `/ledger?location_id=${id}` },
      { text: "masters.see_kept", to: ({ id }) => `/items?default_location_id=${id}` },
      { text: "masters.labels", to: ({ id }) => `/labels?location=${id}` },
    ],
    Aside: LocationStock,
  },
  recipient: {
    ...named,
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
    links: [{ text: "masters.see_issued", to: ({ id }) => `/ledger?issued_to=${id}` }],
  },
  reason: {
    ...named,
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
  },
};
