// What a page of masters has to know of a kind of record. The table of them is in masters.ts;
// the pages walk it.
import type { ComponentType } from "react";
import type { z } from "zod";
import type { Kind } from "@/api/query";
import type { Resource, Versioned } from "@/api/resource";
import type { Permission } from "@/api/types";
import type { Column } from "@/components/Rows";
import type { Words } from "@/i18n";
import type { FieldRow, Values } from "@/forms/rows";
import type { Twin } from "@/forms/useRecordForm";

export interface MasterRecord extends Versioned {
  is_active: boolean;
  created_at: string;
  updated_at: string;
  former_codes?: string[];
}

/** Where else to look from a record: its items, its movements. Shown where the page exists and may be opened. */
interface See<R> {
  text: Words;
  to: (record: R) => string;
}

export interface Master<R extends MasterRecord, C = Values, U = Values> {
  /** As the API and the audit name it. */
  name: "item" | "item_category" | "uom" | "supplier" | "location" | "recipient" | "reason";
  kind: Kind;
  /** Its list's address; a record's is below it. */
  path: string;
  resource: Resource<R, C, U>;
  schemas: { create: z.ZodType; update: z.ZodType };
  /** Its fields, in forms and as facts. */
  rows: readonly FieldRow[];
  /** Those of them that its list shows beside code and name. */
  listed: readonly string[];
  /** What its list shows beside those. */
  columns?: readonly Column<R>[];
  /** Those of them that narrow the list. */
  filters: readonly string[];
  code: (record: R) => string;
  title: (record: R) => string;
  needs: Record<"create" | "change" | "deactivate" | "restore", Permission>;
  /** A tree: the field that names what is above. */
  parent?: keyof R & string;
  see?: readonly See<R>[];
  /** Fields that are no facts of their own: what is beside them says it. */
  unlisted?: readonly string[];
  /** Facts that are shown in a way of their own. */
  facts?: Readonly<Record<string, ComponentType<{ record: R }>>>;
  /** What stands beside the facts. */
  Beside?: ComponentType<{ record: R }>;
  /** What stands in tabs below them, before the history. */
  tabs?: readonly { name: string; title: Words; needs: Permission; Content: ComponentType<{ record: R }> }[];
  /** The page's one main action; left out: editing is. */
  Main?: ComponentType<{ record: R }>;
  /** Of a new one. */
  defaults?: Values;
  /** Those like one that is about to be made. */
  findTwins?: (body: C) => Promise<Twin[]>;
  texts: Record<"title" | "what" | "make" | "save" | "none" | "off", Words>;
}

export const pathTo = (of: { path: string }, record: { id: string }): string => `${of.path}/${encodeURIComponent(record.id)}`;
