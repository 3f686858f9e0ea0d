// The records of the API, one row each. Paths, query keys, services, pickers, navigation, pages
// and the audit follow from this table; see CONTRIBUTING.md, "How to add a record".
import { CircleHelp, Contact, FolderTree, MapPinned, Ruler, Truck, type LucideIcon } from "lucide-react";
import type * as T from "@/api/types";
import type { Words } from "@/i18n";

/** Where a record is read and changed, with the types of its bodies, which exist only at compile time. */
export type Endpoint<R, C, U> = string & { readonly bodies?: [record: R, create: C, update: U] };

const endpoint = <R, C, U>(path: string): Endpoint<R, C, U> => path;

type Operation = "read" | "create" | "change" | "deactivate" | "restore";

interface RecordRow {
  /** Its list page; a record's page is below it. Without its slash the first part of its query keys. */
  path?: `/${string}`;
}

interface MasterRow extends RecordRow {
  path: `/${string}`;
  api: string;
  icon?: LucideIcon;
  needs: Record<Operation, T.Permission>;
  /** Other records refer to it by its code, not its id. */
  isReferredToByCode?: boolean;
}

const masterNeeds = { read: "master.read", create: "master.write", change: "master.write", deactivate: "master.deactivate", restore: "master.deactivate" } as const;
const supplierNeeds = { read: "supplier.read", create: "supplier.write", change: "supplier.write", deactivate: "supplier.write", restore: "supplier.write" } as const;

/** Records whose pages are made from their row in pages/masters/masters.tsx, in the order of the navigation. */
export const masters = {
  item_category: {
    path: "/categories",
    api: endpoint<T.ItemCategory, T.ItemCategoryCreate, T.ItemCategoryUpdate>("/api/masters/item-categories"),
    icon: FolderTree,
    needs: { ...masterNeeds, read: "item.read" },
  },
  uom: { path: "/uoms", api: endpoint<T.Uom, T.UomCreate, T.UomUpdate>("/api/masters/uoms"), icon: Ruler, needs: masterNeeds, isReferredToByCode: true },
  supplier: { path: "/suppliers", api: endpoint<T.Supplier, T.SupplierCreate, T.SupplierUpdate>("/api/masters/suppliers"), icon: Truck, needs: supplierNeeds },
  location: { path: "/locations", api: endpoint<T.Location, T.LocationCreate, T.LocationUpdate>("/api/masters/locations"), icon: MapPinned, needs: masterNeeds },
  recipient: { path: "/recipients", api: endpoint<T.Recipient, T.RecipientCreate, T.RecipientUpdate>("/api/masters/recipients"), icon: Contact, needs: masterNeeds },
  reason: { path: "/reasons", api: endpoint<T.Reason, T.ReasonCreate, T.ReasonUpdate>("/api/masters/reasons"), icon: CircleHelp, needs: masterNeeds, isReferredToByCode: true },
} as const satisfies Record<string, MasterRow>;

/** The item is a master with a list page of its own. */
const item = {
  path: "/items",
  api: endpoint<T.Item, T.ItemCreate, T.ItemUpdate>("/api/masters/items"),
  needs: { read: "item.read", create: "item.create", change: "item.update", deactivate: "item.deactivate", restore: "item.update" },
} as const satisfies MasterRow;

/** Every record that the audit names; one without a path has no page. */
export const records = {
  item,
  ...masters,
  user: { path: "/users" },
  session: {},
  posting: { path: "/postings" },
  period: {},
  item_stock: {},
} as const satisfies Record<string, RecordRow>;

export type RecordName = keyof typeof records;
/** A master whose pages are made from its row. */
export type PlainMasterName = keyof typeof masters;
export type MasterName = PlainMasterName | "item";

const namesOf = <N extends string>(table: Record<N, unknown>) => Object.keys(table) as N[];

export const recordNames = namesOf(records);
export const plainMasterNames = namesOf(masters);
export const masterNames: readonly MasterName[] = ["item", ...plainMasterNames];

type PathOf<Row> = Row extends { path: `/${infer Key}` } ? Key : never;
/** The first part of a record's query keys. */
export type RecordKey = PathOf<(typeof records)[RecordName]>;

/** The first part of a master's query keys, by its name. */
export const keyOf = <N extends MasterName>(name: N): PathOf<(typeof records)[N]> => records[name].path.slice(1) as PathOf<(typeof records)[N]>;

// --- texts, in i18n/en.ts: a record without them does not compile ---

export const titleOf = (name: RecordName): Words => `word.record.${name}`;

export type MasterTexts = Readonly<Record<"title" | "plural" | "new" | "create" | "none" | "deactivate_text", Words>>;

export const textsOf = (name: MasterName): MasterTexts => ({
  title: `masters.${name}.title`,
  plural: `masters.${name}.plural`,
  new: `masters.${name}.new`,
  create: `masters.${name}.create`,
  none: `masters.${name}.none`,
  deactivate_text: `masters.${name}.deactivate_text`,
});

// --- pages ---

const rows: Readonly<Record<string, RecordRow>> = records;

export const isRecordName = (name: string): name is RecordName => name in records;

/** What a scanned code may name besides records: a pack is shown on its item's page. */
const shownAs: Readonly<Record<string, RecordName>> = { pack: "item" };

/** Whether a record of this name has a page. */
export const hasPage = (name: string): boolean => rows[shownAs[name] ?? name]?.path !== undefined;

/** The page of a record; a record without one leads to the start page. */
export function pathOf(name: string, id: string): string {
  const path = rows[shownAs[name] ?? name]?.path;
  return path ? `${path}/${encodeURIComponent(id)}` : "/";
}
