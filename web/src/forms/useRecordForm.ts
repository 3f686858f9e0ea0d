// The form of one record: created at most once, updated only in the version that was read. If someone
// else changed it meanwhile, both versions are offered to choose from.
import { useRef, useState } from "react";
import type { z } from "zod";
import { toApiError } from "@/api/errors";
import { invalidate, type Kind } from "@/api/query";
import type { Resource, Versioned } from "@/api/resource";
import { useIdempotent } from "@/api/useIdempotent";
import { faultsOf } from "./faults";
import { bodyOf, changesOf, isSame, valuesOf, type FieldRow, type Values } from "./rows";
import { useApiForm, type ApiForm } from "./useApiForm";

/** An existing record that resembles the new one. */
export interface Duplicate {
  id: string;
  code: string;
  name: string;
  /** Its page. */
  to: string;
}

export interface RecordFormOptions<R extends Versioned, C, U> {
  kind: Kind;
  resource: Pick<Resource<R, C, U>, "create" | "update" | "get">;
  rows: readonly FieldRow[];
  schemas: { create: z.ZodType; update: z.ZodType };
  /** The record to update, as read; left out: creates a new one. */
  record?: R | undefined;
  /** Initial values of a new record. */
  defaults?: Values;
  /** Finds existing records that resemble the new one. */
  findDuplicates?: (body: C) => Promise<Duplicate[]>;
  onSaved: (record: R) => void;
}

/** Two conflicting versions of a record. */
export interface Conflict {
  /** Rows in which they differ. */
  rows: FieldRow[];
  /** Names of rows changed in this form. */
  touched: readonly string[];
  mine: Values;
  theirs: Values;
}

export interface RecordForm extends ApiForm<Values> {
  isNew: boolean;
  conflict: Conflict | undefined;
  /** Continues with the chosen values; undefined: back to the form. */
  settle: (chosen: Values | undefined) => void;
  duplicates: Duplicate[];
  /** Creates it anyway, or goes back to the form. */
  answerDuplicates: (make: boolean) => void;
}

export function useRecordForm<R extends Versioned, C, U>(options: RecordFormOptions<R, C, U>): RecordForm {
  const { kind, resource, rows, schemas, record, defaults, findDuplicates, onSaved } = options;
  const idempotent = useIdempotent();
  const base = useRef(record);
  const areDuplicatesSeen = useRef(false);
  const latest = useRef<R>(undefined);
  const [conflict, setConflict] = useState<Conflict>();
  const [duplicates, setDuplicates] = useState<Duplicate[]>([]);

  const asForm = (one: R | undefined) => valuesOf(rows, one as Values | undefined);
  const bodyFrom = (values: Values) => (base.current ? changesOf(rows, asForm(base.current), values) : bodyOf(rows, values));

  /** Undefined: the conflict dialog is open. */
  async function change(read: R, values: Values): Promise<R | undefined> {
    const body = changesOf(rows, asForm(read), values);
    if (Object.keys(body).length === 0) return read;
    try {
      return await resource.update(read, body as U);
    } catch (thrown) {
      if (toApiError(thrown).kind !== "stale") throw thrown;
      const found = await resource.get(read.id);
      return meet(read, found, values);
    }
  }

  /** Changes outside the fields of this form are no conflict. */
  async function meet(read: R, found: R, mine: Values): Promise<R | undefined> {
    const [before, theirs] = [asForm(read), asForm(found)];
    if (rows.every((row) => isSame(row, before, theirs))) {
      base.current = found;
      return resource.update(found, changesOf(rows, theirs, mine) as U);
    }
    latest.current = found;
    setConflict({
      rows: rows.filter((row) => !isSame(row, mine, theirs)),
      touched: rows.filter((row) => !isSame(row, mine, before)).map((row) => row.name),
      mine,
      theirs,
    });
    return undefined;
  }

  async function make(values: Values): Promise<R | undefined> {
    const body = bodyOf(rows, values) as C;
    const found = findDuplicates && !areDuplicatesSeen.current ? await findDuplicates(body) : [];
    setDuplicates(found);
    if (found.length > 0) return undefined;
    return idempotent.run((key) => resource.create(body, key));
  }

  async function send(values: Values): Promise<void> {
    const saved = await (base.current ? change(base.current, values) : make(values));
    if (!saved) return;
    areDuplicatesSeen.current = false;
    await invalidate(kind, "audit");
    onSaved(saved);
  }

  const form = useApiForm<Values>({
    defaults: record ? asForm(record) : valuesOf(rows, defaults),
    check: (values) => faultsOf(base.current ? schemas.update : schemas.create, bodyFrom(values)),
    send,
  });

  return {
    ...form,
    isNew: !record,
    conflict,
    settle: (chosen) => {
      setConflict(undefined);
      if (!chosen || !latest.current) return;
      base.current = latest.current;
      for (const [name, value] of Object.entries({ ...asForm(base.current), ...chosen })) form.form.setValue(name, value, { shouldDirty: true });
      void form.submit();
    },
    duplicates,
    answerDuplicates: (make) => {
      setDuplicates([]);
      areDuplicatesSeen.current = make;
      if (make) void form.submit();
    },
  };
}
