// A list as a table. The server sorts and pages; the URL holds the state (useListView).
import { ChevronLeft, ChevronRight, Download, FileSpreadsheet } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/api/errors";
import { usePermission } from "@/auth/permissions";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Rows, type Column } from "@/components/Rows";
import { RowsSkeleton } from "@/components/Skeletons";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { fetchCsv, saveFile } from "@/lib/csv";
import { formatCount } from "@/lib/format";
import { toast } from "@/lib/toast";
import type { ListView } from "@/lib/useListView";
import { useSelection, type Selection } from "@/lib/useSelection";

interface Props<Row> {
  view: ListView<Row>;
  columns: readonly Column<Row>[];
  /** The accessible name. */
  label: string;
  rowKey: (row: Row) => string;
  /** The page a row opens. */
  rowPath?: (row: Row) => string | undefined;
  empty: { text: string; action?: ReactNode };
  /** Renders the rows as cards in place of a table. */
  card?: (row: Row) => ReactNode;
  /** Makes rows selectable: what can be done with the selected ones; undefined: with all of the list. */
  actions?: (rows: readonly Row[] | undefined) => ReactNode;
}

export function DataTable<Row extends object>(props: Props<Row>) {
  const { view, actions, card, rowKey } = props;
  const selection = useSelection(JSON.stringify([view.params, view.from]));
  if (view.answer.isError) return <ErrorState error={view.answer.error} onRetry={() => void view.answer.refetch()} />;
  return (
    <div className={cn(!card && "rounded-md border bg-card")}>
      {actions && selection.keys.size > 0 && (
        <SelectionBar view={view} selection={selection}>
          {actions(selection.isWhole ? undefined : view.rows.filter((row) => selection.keys.has(rowKey(row))))}
        </SelectionBar>
      )}
      {view.answer.isPending ? (
        <RowsSkeleton />
      ) : view.rows.length === 0 ? (
        <Nothing {...props} />
      ) : card ? (
        <Cards {...props} card={card} />
      ) : (
        <Rows {...props} rows={view.rows} {...(actions && { selection })} />
      )}
      <Pager view={view} />
    </div>
  );
}

function Nothing<Row>({ view, empty }: Props<Row>) {
  const { t } = useTranslation();
  if (!view.isFiltered) return <EmptyState text={empty.text} action={empty.action} />;
  return (
    <EmptyState
      text={t("list.none_filtered")}
      action={
        <Button variant="outline" onClick={view.clear}>
          {t("list.clear_filters")}
        </Button>
      }
    />
  );
}

function Cards<Row>({ view, label, rowKey, card }: Props<Row> & { card: (row: Row) => ReactNode }) {
  return (
    <ul aria-label={label} aria-busy={view.answer.isPlaceholderData} className={cn("grid gap-3 pb-3 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-5", view.answer.isPlaceholderData && "waiting")}>
      {view.rows.map((row) => (
        <li key={rowKey(row)} className="grid">
          {card(row)}
        </li>
      ))}
    </ul>
  );
}

/** How many rows are selected, all of the list on request, and what can be done with them. */
function SelectionBar<Row>({ view, selection, children }: { view: ListView<Row>; selection: Selection; children: ReactNode }) {
  const { t } = useTranslation();
  const isWholePage = selection.keys.size === view.rows.length;
  const hasMore = view.next !== undefined || view.previous !== undefined;
  return (
    <div role="group" aria-label={t("list.selection")} data-print="no" className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-accent/60 px-3 py-1">
      <p aria-live="polite" className="font-medium">
        {selection.isWhole ? t("list.selected_whole") : t("list.selected", { count: selection.keys.size })}
      </p>
      {isWholePage && hasMore && !selection.isWhole && (
        <Button variant="link" size="inline" onClick={selection.selectWhole}>
          {t("list.select_whole")}
        </Button>
      )}
      <Button variant="link" size="inline" onClick={() => selection.setKeys([])}>
        {t("list.select_none")}
      </Button>
      <div className="ml-auto flex flex-wrap gap-2">{children}</div>
    </div>
  );
}

function Pager<Row>({ view }: { view: ListView<Row> }) {
  const { t } = useTranslation();
  const { from, to, next, previous } = view;
  if (to === 0 && !previous) return null;
  const range = { from: formatCount(from), to: formatCount(to), total: formatCount(to) };
  return (
    <footer data-print="no" className="flex min-h-12 flex-wrap items-center gap-1 border-t px-3 sm:min-h-11">
      <p className="whitespace-nowrap text-muted-foreground" aria-live="polite">
        {to > 0 && t(next ? "list.range_more" : "list.range", range)}
      </p>
      <div className="ml-auto flex">
        <CsvButtons view={view} />
        {(next ?? previous) && (
          <>
            <Button variant="ghost" size="icon" aria-label={t("action.previous")} disabled={!previous} onClick={previous}>
              <ChevronLeft aria-hidden />
            </Button>
            <Button variant="ghost" size="icon" aria-label={t("action.next")} disabled={!next} onClick={next}>
              <ChevronRight aria-hidden />
            </Button>
          </>
        )}
      </div>
    </footer>
  );
}

/** Download the list as a file; needs the permission to export. */
export function CsvButtons<Row>({ view }: { view: ListView<Row> }) {
  const { t } = useTranslation();
  const mayExport = usePermission("export");
  const [isBusy, setBusy] = useState(false);
  if (!mayExport) return null;

  const download = async (isForExcel: boolean) => {
    setBusy(true);
    try {
      const file = await fetchCsv(view.source.path, view.params, isForExcel);
      saveFile(`${view.source.kind}.csv`, file.text, "text/csv");
      if (file.cutAt) toast.warning(t("list.csv_part", { count: file.cutAt }));
    } catch (thrown) {
      toast.error(toApiError(thrown).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Button variant="ghost" disabled={isBusy} title={t("action.csv_hint")} onClick={() => void download(false)}>
        <Download aria-hidden />
        {t("action.csv")}
      </Button>
      <Button variant="ghost" disabled={isBusy} title={t("action.excel_hint")} onClick={() => void download(true)}>
        <FileSpreadsheet aria-hidden />
        {t("action.excel")}
      </Button>
    </>
  );
}
