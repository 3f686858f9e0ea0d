// What the pages of masters know of a record: its row of the records table, and what its own
// pages show, which is a row of masters.tsx.
import type { ComponentType } from "react";
import type { z } from "zod";
import type { Kind } from "@/api/query";
import type { Resource, Versioned } from "@/api/resource";
import { mastersAPI } from "@/api/services";
import type { Permission } from "@/api/types";
import type { Column } from "@/components/Rows";
import type { Words } from "@/i18n";
import type { FieldRow, Values } from "@/forms/rows";
import type { Duplicate } from "@/forms/useRecordForm";
import type { LabelKind } from "@/pages/labels/list";
import { keyOf, records, textsOf, type Endpoint, type MasterName, type MasterTexts } from "@/records";

export interface MasterRecord extends Versioned {
  is_active: boolean;
  created_at: string;
  updated_at: string;
  former_codes?: string[];
}

/** A link from a record to a related list. Shown where the page exists and may be opened. */
interface RecordLink<R> {
  text: Words;
  to: (record: R) => string;
}

interface MasterView<R extends MasterRecord, C = Values> {
  schemas: { create: z.ZodType; update: z.ZodType };
  /** Its fields, in forms and on its page, whose heading has the first two: code and name. */
  rows: readonly FieldRow[];
  /** Fields that are columns of its list, after code and name. */
  listed: readonly string[];
  /** Further columns of its list. */
  columns?: readonly Column<R>[];
  /** Fields that filter its list. */
  filters: readonly string[];
  code: (record: R) => string;
  title: (record: R) => string;
  /** Of a tree: the field that refers to the parent. */
  parent?: keyof R & string;
  links?: readonly RecordLink<R>[];
  /** Its list leads to labels of all it has. */
  labels?: LabelKind;
  /** Fields that its page leaves out of the facts. */
  hiddenFacts?: readonly string[];
  /** Components that show a field in place of the usual one. */
  facts?: Readonly<Record<string, ComponentType<{ record: R }>>>;
  /** The right half of its page. */
  Aside?: ComponentType<{ record: R }>;
  /** Tabs before the history. */
  tabs?: readonly { name: string; title: Words; needs: Permission; Content: ComponentType<{ record: R }> }[];
  /** The main action of its page; left out: editing. */
  MainAction?: ComponentType<{ record: R }>;
  /** Initial values of a new record. */
  defaults?: Values;
  /** Existing records that resemble the one about to be created. */
  findDuplicates?: (body: C) => Promise<Duplicate[]>;
}

export interface Master<R extends MasterRecord, C = Values, U = Values> extends MasterView<R, C> {
  name: MasterName;
  kind: Kind;
  path: string;
  resource: Resource<R, C, U>;
  needs: (typeof records)[MasterName]["needs"];
  texts: MasterTexts;
}

type ViewAt<Api> = Api extends Endpoint<infer R extends MasterRecord, infer C, unknown> ? MasterView<R, C> : never;
export type ViewOf<N extends MasterName> = ViewAt<(typeof records)[N]["api"]>;

/** The pages pass records and bodies on without reading them, so all masters have one type there. */
export function masterOf<N extends MasterName>(name: N, view: ViewOf<N>): Master<MasterRecord> {
  const { path, needs } = records[name];
  return {
    ...(view as unknown as MasterView<MasterRecord>),
    name,
    kind: keyOf(name),
    path,
    needs,
    texts: textsOf(name),
    resource: mastersAPI[name] as unknown as Resource<MasterRecord, Values, Values>,
  };
}

export const pathTo = (of: { path: string }, record: { id: string }): string => `${of.path}/${encodeURIComponent(record.id)}`;
