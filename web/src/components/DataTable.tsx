// A list as a table. The server sorts and pages; the URL holds the state (useListView).
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CsvButtons } from "@/components/CsvButtons";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Rows, type Column } from "@/components/Rows";
import { SelectionBar } from "@/components/Selection";
import { RowsSkeleton } from "@/components/Skeletons";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import type { ListView } from "@/lib/useListView";
import { useSelection } from "@/lib/useSelection";

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
  actions?: ((rows: readonly Row[] | undefined) => ReactNode) | undefined;
}

export function DataTable<Row extends object>(props: Props<Row>) {
  const { view, actions, card, rowKey } = props;
  const selection = useSelection(JSON.stringify([view.params, view.from]));
  if (view.answer.isError) return <ErrorState error={view.answer.error} onRetry={() => void view.answer.refetch()} />;
  const selected = view.rows.filter((row) => selection.keys.has(rowKey(row)));
  return (
    <div className={cn(!card && "rounded-md border bg-card")}>
      {view.answer.isPending ? (
        <RowsSkeleton />
      ) : view.rows.length === 0 ? (
        <Nothing {...props} />
      ) : card ? (
        <Cards {...props} card={card} />
      ) : (
        <Rows {...props} rows={view.rows} {...(actions && { selection })} />
      )}
      {actions && selected.length > 0 && (
        <SelectionBar selection={selection} count={selected.length} offersWhole={selected.length === view.rows.length && (view.next ?? view.previous) !== undefined}>
          {actions(selection.isWhole ? undefined : selected)}
        </SelectionBar>
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
