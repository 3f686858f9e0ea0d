// The form of one record: made once however often it is sent, changed only in the version that
// was read. When somebody else was quicker, both versions wait side by side to be chosen from.
import { useRef, useState } from "react";
import type { z } from "zod";
import { toApiError } from "@/api/errors";
import { forget, type Kind } from "@/api/query";
import type { Resource, Versioned } from "@/api/resource";
import { useOnce } from "@/api/useOnce";
import { faultsOf } from "./faults";
import { bodyOf, changesOf, isSame, valuesOf, type FieldRow, type Values } from "./rows";
import { useApiForm, type ApiForm } from "./useApiForm";

/** A record that is like the one to be made. */
export interface Twin {
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
  /** The one to be changed, as it was read; left out: a new one is made. */
  record?: R | undefined;
  /** What is known of a new one. */
  defaults?: Values;
  /** Those like it, to be looked at before another one is made. */
  findTwins?: (body: C) => Promise<Twin[]>;
  onSaved: (record: R) => void;
}

/** What two people made of one record. */
export interface Conflict {
  /** The rows in which they differ. */
  rows: FieldRow[];
  /** Those of them that were changed here. */
  touched: readonly string[];
  mine: Values;
  theirs: Values;
}

export interface RecordForm extends ApiForm<Values> {
  isNew: boolean;
  conflict: Conflict | undefined;
  /** Goes on with what was chosen; undefined: back to the form as it was typed. */
  settle: (chosen: Values | undefined) => void;
  twins: Twin[];
  /** Makes it all the same, or goes back. */
  answerTwins: (make: boolean) => void;
}

export function useRecordForm<R extends Versioned, C, U>(options: RecordFormOptions<R, C, U>): RecordForm {
  const { kind, resource, rows, schemas, record, defaults, findTwins, onSaved } = options;
  const once = useOnce();
  const base = useRef(record);
  const areTwinsSeen = useRef(false);
  const latest = useRef<R>(undefined);
  const [conflict, setConflict] = useState<Conflict>();
  const [twins, setTwins] = useState<Twin[]>([]);

  const asForm = (one: R | undefined) => valuesOf(rows, one as Values | undefined);
  const bodyFrom = (values: Values) => (base.current ? changesOf(rows, asForm(base.current), values) : bodyOf(rows, values));

  /** Undefined: both versions wait to be chosen from. */
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

  /** What others changed outside this form is no conflict. */
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
    const found = findTwins && !areTwinsSeen.current ? await findTwins(body) : [];
    setTwins(found);
    if (found.length > 0) return undefined;
    return once.run((key) => resource.create(body, key));
  }

  async function send(values: Values): Promise<void> {
    const saved = await (base.current ? change(base.current, values) : make(values));
    if (!saved) return;
    areTwinsSeen.current = false;
    await forget(kind, "audit");
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
    twins,
    answerTwins: (make) => {
      setTwins([]);
      areTwinsSeen.current = make;
      if (make) void form.submit();
    },
  };
}
