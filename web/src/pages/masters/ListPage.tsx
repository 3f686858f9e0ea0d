// The list of a master, from its row of the table.
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useShortcut } from "@/app/shortcuts";
import { usePermission } from "@/auth/permissions";
import { DataTable } from "@/components/DataTable";
import { activeFilter, Filters, type Filter } from "@/components/Filters";
import { Page } from "@/components/Page";
import type { Column } from "@/components/Rows";
import { StateBadge } from "@/components/StateBadge";
import { button } from "@/components/ui/button";
import { show, type FieldRow, type Values } from "@/forms/rows";
import { useListView, type ListSource } from "@/lib/useListView";
import { useRecordActions } from "./RecordActions";
import { pathTo, type Master, type MasterRecord } from "./master";

export function ListPage<R extends MasterRecord>({ of }: { of: Master<R> }) {
  const { t } = useTranslation();
  const view = useListView<R>(sourceOf(of));
  useNewKey(of);
  return (
    <Page title={t(of.texts.title)} actions={<NewLink of={of} />}>
      <Filters view={view} filters={filtersOf(of)} what={t(of.texts.plural)} />
      <DataTable
        view={view}
        columns={columnsOf(of, view.get("is_active") !== undefined)}
        label={t(of.texts.title)}
        rowKey={(record) => record.id}
        rowPath={(record) => pathTo(of, record)}
        empty={{ text: t(of.texts.none), action: <NewLink of={of} /> }}
        actions={useRecordActions(of, view)}
      />
    </Page>
  );
}

/** Shortcut n opens the form of a new record. */
export function useNewKey<R extends MasterRecord>(of: Master<R>): void {
  const navigate = useNavigate();
  useShortcut("n", of.texts.new, () => void navigate(`${of.path}/new`), usePermission(of.needs.create));
}

export function NewLink<R extends MasterRecord>({ of }: { of: Master<R> }) {
  const { t } = useTranslation();
  if (!usePermission(of.needs.create)) return null;
  return (
    <Link to={`${of.path}/new`} className={button()} aria-keyshortcuts="n">
      <Plus aria-hidden />
      {t(of.texts.new)}
    </Link>
  );
}

const rowsNamed = (rows: readonly FieldRow[], names: readonly string[]): FieldRow[] =>
  names.flatMap((name) => rows.filter((row) => row.name === name));

export const sourceOf = <R extends MasterRecord>(of: Master<R>): ListSource => ({
  kind: of.kind,
  path: of.resource.path,
  filters: [...of.filters, "is_active"],
  defaults: { sort: of.rows[0]?.name ?? "id" },
});

const filtersOf = <R extends MasterRecord>(of: Master<R>): Filter[] => [...rowsNamed(of.rows, of.filters).flatMap(filterOf), activeFilter];

function filterOf(row: FieldRow): Filter[] {
  const { name, label } = row;
  if (row.kind === "pick") return [{ name, label, kind: "pick", source: row.source }];
  if (row.kind !== "choice") return [];
  return [{ name, label, kind: "choice", options: row.options.map((value) => ({ value, word: row.word(value) })) }];
}

const activeColumn: Column<MasterRecord> = {
  id: "is_active",
  title: "field.state",
  cell: (record) => <StateBadge state={record.is_active ? "active" : "inactive"} />,
};

function columnsOf<R extends MasterRecord>(of: Master<R>, withState: boolean): Column<R>[] {
  const [code, title] = of.rows;
  return [
    { id: code?.name ?? "id", title: code?.label ?? "field.code", isSortable: true, isCode: true, onPhone: "title", cell: of.code },
    { id: title?.name ?? "name", title: title?.label ?? "field.name", isSortable: true, onPhone: "title", cell: of.title },
    ...rowsNamed(of.rows, of.listed).map(
      (row): Column<R> => ({
        id: row.name,
        title: row.label,
        isSortable: row.kind === "choice",
        isNumber: row.kind === "integer",
        cell: (record) => show(row, (record as unknown as Values)[row.name]),
      }),
    ),
    ...(of.columns ?? []),
    ...(withState ? [activeColumn] : []),
  ];
}
