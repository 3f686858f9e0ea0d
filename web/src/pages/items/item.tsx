// What the pages of an item show: its fields, and what only items have.
import { mastersAPI } from "@/api/services";
import type { ItemCreate } from "@/api/types";
import { itemCreate, itemUpdate } from "@/api/zod";
import { choices } from "@/components/choices";
import type { Duplicate } from "@/forms/useRecordForm";
import { masterOf, type ViewOf } from "@/pages/masters/master";
import { pathOf } from "@/records";
import { isSameName } from "./facts";
import { CodeField, QuantityField, UnitField } from "./fields";
import { ItemLedger } from "./ItemLedger";
import { Packs } from "./Packs";
import { PostLinks } from "./PostLinks";
import { ItemStock } from "./ItemStock";

const mostDuplicates = 20;

/** Active and inactive items of the same name. */
async function findDuplicates(body: ItemCreate): Promise<Duplicate[]> {
  const { rows } = await mastersAPI.item.list({ q: body.item_name, is_active: "all", limit: mostDuplicates });
  return rows
    .filter((other) => isSameName(other.item_name, body.item_name))
    .map((other) => ({ id: other.id, code: other.item_code, name: other.item_name, to: pathOf("item", other.id) }));
}

const view: ViewOf<"item"> = {
  schemas: { create: itemCreate, update: itemUpdate },
  code: (record) => record.item_code,
  title: (record) => record.item_name,
  rows: [
    { name: "item_name", label: "field.item_name", kind: "text" },
    { name: "item_code", label: "field.item_code", kind: "text", isOptional: true, Field: CodeField },
    { name: "category_id", label: "field.category_id", kind: "pick", source: choices.item_category },
    { name: "uom", label: "field.uom", hint: "items.unit_hint", kind: "pick", source: choices.uom, Field: UnitField },
    { name: "min_stock_level", label: "field.min_stock_level", hint: "items.minimum_hint", kind: "decimal", isOptional: true, Field: QuantityField },
    { name: "reorder_qty", label: "field.reorder_qty", hint: "items.reorder_hint", kind: "decimal", isOptional: true, Field: QuantityField },
    { name: "default_location_id", label: "field.default_location_id", hint: "items.place_hint", kind: "pick", source: choices.location, isOptional: true },
    { name: "default_supplier_id", label: "field.default_supplier_id", kind: "pick", source: choices.supplier, isOptional: true },
    { name: "barcodes", label: "field.barcodes", hint: "items.barcodes_hint", kind: "texts", isOptional: true },
    { name: "returnable", label: "field.returnable", hint: "items.returnable_hint", kind: "switch" },
    {
      name: "packs",
      label: "field.packs",
      hint: "items.packs_hint",
      kind: "lines",
      isOptional: true,
      of: [
        { name: "uom", label: "items.pack_unit", kind: "pick", source: choices.uom },
        { name: "numerator", label: "items.pack_holds", kind: "integer" },
        { name: "denominator", label: "items.pack_per", kind: "integer", isOptional: true },
        { name: "variable", label: "items.pack_variable", kind: "switch" },
        { name: "tolerance_percent", label: "items.pack_tolerance", kind: "decimal", isOptional: true },
        { name: "barcode", label: "field.barcode", kind: "text", isOptional: true },
      ],
    },
    { name: "description", label: "field.description", kind: "area", isOptional: true },
  ],
  labels: "item",
  listed: [],
  filters: [],
  facts: { packs: Packs },
  links: [{ text: "masters.labels", to: ({ id }) => `/labels?item=${id}` }],
  MainAction: PostLinks,
  Aside: ItemStock,
  tabs: [{ name: "ledger", title: "items.ledger", needs: "ledger.read", Content: ItemLedger }],
  findDuplicates,
};

export const item = masterOf("item", view);
