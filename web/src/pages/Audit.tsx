// Who did what, the newest first; each row opens into what changed, field by field.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Audit as AuditRow } from "@/api/types";
import { hasPath, pathOf } from "@/app/paths";
import { DataTable, type Column } from "@/components/DataTable";
import { Filters, type Filter } from "@/components/Filters";
import { Moment } from "@/components/Moment";
import { Page } from "@/components/Page";
import { useListView, type ListSource } from "@/lib/useListView";

const records = ["item", "item_category", "uom", "supplier", "location", "recipient", "reason", "user", "session", "posting", "period"] as const;

const filters: readonly Filter[] = [
  { name: "record", label: "field.record", kind: "choice", options: records.map((value) => ({ value, word: `word.record.${value}` as const })) },
  { name: "from", label: "list.from", kind: "day" },
  { name: "to", label: "list.to", kind: "day" },
];

const source: ListSource = { kind: "audit", path: "/api/audit", filters: [...filters.map(({ name }) => name), "record_id", "user_id", "action"] };

export default function Audit() {
  const { t } = useTranslation();
  const view = useListView<AuditRow>(source);
  const columns = useColumns();
  return (
    <Page title={t("audit.title")}>
      <Filters view={view} filters={filters} />
      <DataTable view={view} columns={columns} label={t("audit.title")} rowKey={({ id }) => id} empty={{ text: t("audit.none") }} />
    </Page>
  );
}

function useColumns(): Column<AuditRow>[] {
  return useMemo(
    () => [
      { id: "at", title: "field.at", isSortable: true, onPhone: "title", cell: (row) => <Moment at={row.at} /> },
      { id: "user_id", title: "field.user_name", cell: (row) => row.user_name },
      { id: "action", title: "field.action", cell: (row) => row.action.replaceAll("_", " ") },
      { id: "record", title: "field.record", cell: (row) => <RecordName row={row} /> },
      { id: "label", title: "field.label", cell: (row) => <Which row={row} /> },
      { id: "change", title: "audit.what", onPhone: "title", cell: (row) => <Change row={row} /> },
    ],
    [],
  );
}

const isNamed = (record: string): record is (typeof records)[number] => (records as readonly string[]).includes(record);

function RecordName({ row: { record = "" } }: { row: AuditRow }) {
  const { t } = useTranslation();
  return isNamed(record) ? t(`word.record.${record}`) : record.replaceAll("_", " ");
}

function Which({ row }: { row: AuditRow }) {
  const name = <span className="font-mono">{row.label}</span>;
  if (!row.record || !row.record_id || !hasPath(row.record)) return name;
  return (
    <Link to={pathOf(row.record, row.record_id)} className="underline-offset-4 hover:underline">
      {name}
    </Link>
  );
}

/** A value as a person reads it: what is made of parts as JSON. */
function say(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function Change({ row: { before = {}, after = {} } }: { row: AuditRow }) {
  const { t, i18n } = useTranslation();
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => say(before[name]) !== say(after[name]));
  if (names.length === 0) return null;
  const label = (name: string) => (i18n.exists(`field.${name}`) ? t(`field.${name}` as "field.code") : name);
  return (
    <details>
      <summary>{t("audit.show")}</summary>
      <table className="my-2 text-left">
        <thead className="text-muted-foreground">
          <tr>
            <th scope="col" className="pr-4 font-medium">{t("audit.what")}</th>
            <th scope="col" className="pr-4 font-medium">{t("audit.before")}</th>
            <th scope="col" className="font-medium">{t("audit.after")}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name} className="align-top">
              <th scope="row" className="pr-4 font-normal">{label(name)}</th>
              <td className="pr-4 wrap-anywhere text-muted-foreground">{say(before[name]) ?? t("audit.absent")}</td>
              <td className="wrap-anywhere">{say(after[name]) ?? t("audit.absent")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
