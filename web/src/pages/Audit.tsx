// The audit: who did what, newest first; each row expands to the changed fields.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Audit as AuditRow } from "@/api/types";
import { usePermission } from "@/auth/permissions";
import { choices } from "@/components/choices";
import { DataTable } from "@/components/DataTable";
import { ActionName, actionNames } from "@/components/ActionName";
import { Filters, type Filter } from "@/components/Filters";
import { DateTime } from "@/components/DateTime";
import { Page } from "@/components/Page";
import type { Column } from "@/components/Rows";
import { UserName } from "@/components/UserName";
import { useListView, type ListSource } from "@/lib/useListView";
import { hasPage, isRecordName, pathOf, recordNames, titleOf } from "@/records";
import { differencesOf, isEmptyValue } from "./masters/differences";

const person: Filter = { name: "user_id", label: "field.user_id", kind: "pick", source: choices.user };

const filters: readonly Filter[] = [
  { name: "action", label: "field.action", kind: "choice", options: actionNames.map((value) => ({ value, word: `word.action.${value}` as const })) },
  { name: "record", label: "field.record", kind: "choice", options: recordNames.map((value) => ({ value, word: titleOf(value) })) },
  { name: "from", label: "list.from", kind: "day" },
  { name: "to", label: "list.to", kind: "day" },
];

const source: ListSource = { kind: "audit", path: "/api/audit", filters: [...filters.map(({ name }) => name), person.name, "record_id"] };

export default function Audit() {
  const { t } = useTranslation();
  const view = useListView<AuditRow>(source);
  const columns = useColumns();
  const mayReadUsers = usePermission("user.manage");
  return (
    <Page title={t("audit.title")}>
      <Filters view={view} filters={mayReadUsers ? [person, ...filters] : filters} />
      <DataTable view={view} columns={columns} label={t("audit.title")} rowKey={({ id }) => id} empty={{ text: t("audit.none") }} />
    </Page>
  );
}

function useColumns(): Column<AuditRow>[] {
  return useMemo(
    () => [
      { id: "at", title: "field.at", isSortable: true, onPhone: "title", cell: (row) => <DateTime at={row.at} /> },
      { id: "user_id", title: "field.user_name", onPhone: "plain", cell: (row) => <UserName name={row.user_name} /> },
      { id: "action", title: "field.action", onPhone: "plain", cell: (row) => <ActionName action={row.action} /> },
      { id: "record", title: "field.record", onPhone: "plain", cell: (row) => <RecordName row={row} /> },
      { id: "label", title: "field.label", onPhone: "plain", isCode: true, cell: (row) => <RecordLink row={row} /> },
      { id: "change", title: "audit.what", onPhone: "title", cell: (row) => <Change row={row} /> },
    ],
    [],
  );
}

function RecordName({ row: { record = "" } }: { row: AuditRow }) {
  const { t } = useTranslation();
  return isRecordName(record) ? t(titleOf(record)) : record.replaceAll("_", " ");
}

function RecordLink({ row }: { row: AuditRow }) {
  if (!row.record || !row.record_id || !hasPage(row.record)) return row.label;
  return (
    <Link to={pathOf(row.record, row.record_id)} className="underline-offset-4 hover:underline">
      {row.label}
    </Link>
  );
}

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** A value for people: instants formatted, arrays and objects as JSON. */
function Value({ value }: { value: unknown }) {
  const { t } = useTranslation();
  if (isEmptyValue(value)) return t("masters.nothing");
  if (typeof value !== "string") return JSON.stringify(value);
  return instant.test(value) ? <DateTime at={value} /> : value;
}

function Change({ row: { before, after } }: { row: AuditRow }) {
  const { t, i18n } = useTranslation();
  const differences = differencesOf(before, after);
  if (differences.length === 0) return null;
  const label = (name: string) => (i18n.exists(`field.${name}`) ? t(`field.${name}` as "field.code") : name);
  return (
    <details>
      <summary>{t("audit.show")}</summary>
      <table className="my-2 text-left">
        <thead className="text-muted-foreground">
          <tr>
            <th scope="col" className="pr-4 font-medium">{t("audit.field")}</th>
            <th scope="col" className="pr-4 font-medium">{t("audit.before")}</th>
            <th scope="col" className="font-medium">{t("audit.after")}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <tr key={difference.name} className="align-top">
              <th scope="row" className="pr-4 font-normal">{label(difference.name)}</th>
              <td className="pr-4 wrap-anywhere text-muted-foreground">
                <Value value={difference.before} />
              </td>
              <td className="wrap-anywhere">
                <Value value={difference.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
