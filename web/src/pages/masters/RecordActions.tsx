// What can be done with the selected records of a list: labels, a file, deactivating and restoring.
import { lazy, Suspense, type ReactNode } from "react";
import type { Kind } from "@/api/query";
import type { Versioned } from "@/api/resource";
import type { Permission } from "@/api/types";
import { usePermissionCheck } from "@/auth/permissions";
import { CsvButtons } from "@/components/CsvButtons";
import { LabelsLink } from "@/components/LabelsLink";
import type { ListView } from "@/lib/useListView";
import { labelsPath, listLabelsPath, type LabelKind } from "@/pages/labels/list";

/** With its dialog; loaded with the first selection. */
const ChangeSelected = lazy(() => import("./ChangeSelected"));

export interface Selectable extends Versioned {
  is_active: boolean;
}

/** What a list knows of its records: a master, or the users. */
export interface RecordsOf<R> {
  kind: Kind;
  needs: Record<"deactivate" | "restore", Permission>;
  resource: { deactivate: (read: Versioned) => Promise<unknown>; restore: (read: Versioned) => Promise<unknown> };
  code: (record: R) => string;
  labels?: LabelKind | undefined;
}

/** For DataTable's `actions`; undefined if the user can do nothing with a selection. */
export function useRecordActions<R extends Selectable>(of: RecordsOf<R>, view: ListView<R>): ((rows: readonly R[] | undefined) => ReactNode) | undefined {
  const can = usePermissionCheck();
  const { deactivate, restore } = of.needs;
  if (!of.labels && ![deactivate, restore, "export" as const].some(can)) return undefined;
  return (rows) => (
    <>
      {of.labels && <LabelsLink to={rows ? labelsPath(of.labels, rows.map(({ id }) => id)) : listLabelsPath(of.labels, view.params)} />}
      <CsvButtons view={view} {...(rows && { ids: rows.map(({ id }) => id) })} />
      <Suspense>
        {rows && can(deactivate) && <ChangeSelected of={of as RecordsOf<never>} rows={rows.filter((row) => row.is_active)} action="deactivate" />}
        {rows && can(restore) && <ChangeSelected of={of as RecordsOf<never>} rows={rows.filter((row) => !row.is_active)} action="restore" />}
      </Suspense>
    </>
  );
}
