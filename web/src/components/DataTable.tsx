// A list as a table: the server sorts and pages, the URL holds what is asked (useListView).
// A row opens its page; arrow keys walk the rows. Below 640 px the same rows are cards.
import { tableFeatures, useTable, type ColumnDef } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight, Download } from "lucide-react";
import { memo, useMemo, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { toast } from "sonner";
import { toApiError } from "@/api/errors";
import { useMay } from "@/auth/may";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { RowsSkeleton } from "@/components/Skeletons";
import { Button } from "@/components/ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Words } from "@/i18n";
import { cn } from "@/lib/cn";
import { fetchCsv, saveFile } from "@/lib/csv";
import { formatCount } from "@/lib/format";
import type { ListView } from "@/lib/useListView";

export interface Column<Row> {
  /** The API's field, when it can be sorted by. */
  id: string;
  title: Words;
  cell: (row: Row) => ReactNode;
  isSortable?: boolean;
  /** Numbers stand right. */
  isNumber?: boolean;
  /** Codes are set in mono, and most are not broken at a desk. */
  isCode?: boolean;
  /** On a phone: the title of the card, the figure to the right of the first title, a line of it
   * with its label (default) or plain, or left out. */
  onPhone?: "title" | "figure" | "line" | "plain" | "none";
}

interface Props<Row> {
  view: ListView<Row>;
  columns: readonly Column<Row>[];
  /** What it is a list of, for those who cannot see it. */
  label: string;
  rowKey: (row: Row) => string;
  /** The page a row opens. */
  rowPath?: (row: Row) => string | undefined;
  empty: { text: string; action?: ReactNode };
  /** Shows the rows as cards in place of a table. */
  card?: (row: Row) => ReactNode;
}

interface Meta {
  column: Column<never>;
}

const features = tableFeatures({ columnMeta: {} as Meta });

export function DataTable<Row extends object>(props: Props<Row>) {
  const { view } = props;
  if (view.answer.isError) return <ErrorState error={view.answer.error} onRetry={() => void view.answer.refetch()} />;
  return (
    <div className={cn(!props.card && "rounded-md border bg-card")}>
      {view.answer.isPending ? <RowsSkeleton /> : view.rows.length === 0 ? <Nothing {...props} /> : props.card ? <Cards {...props} card={props.card} /> : <Rows {...props} />}
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
    <ul aria-label={label} aria-busy={view.answer.isPlaceholderData} className={cn("grid gap-3 pb-3 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-5", view.answer.isPlaceholderData && "opacity-60")}>
      {view.rows.map((row) => (
        <li key={rowKey(row)} className="grid">
          {card(row)}
        </li>
      ))}
    </ul>
  );
}

function Rows<Row extends object>({ view, columns, label, rowKey, rowPath }: Props<Row>) {
  const defs = useMemo(() => columns.map(asDef), [columns]);
  const table = useTable({ features, columns: defs, data: view.rows as Row[], getRowId: rowKey });
  return (
    <div className={cn("overflow-x-auto", view.answer.isPlaceholderData && "opacity-60")} aria-busy={view.answer.isPlaceholderData}>
      {/* Said anew, since cards are no table to a browser. */}
      <Table role="table" aria-label={label} onKeyDown={walk} className="max-sm:block">
        <TableHeader role="rowgroup" className="max-sm:sr-only">
          {table.getHeaderGroups().map((group) => (
            <TableRow key={group.id} role="row">
              {group.headers.map((header) => (
                <Head key={header.id} column={columnOf(header.column.columnDef.meta)} view={view} />
              ))}
            </TableRow>
          ))}
        </TableHeader>
        <TableBody role="rowgroup" className="max-sm:block">
          {table.getRowModel().rows.map((row) => (
            <Line key={row.id} row={row.original} columns={columns as readonly Column<never>[]} path={rowPath?.(row.original)} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

interface LineProps {
  row: object;
  columns: readonly Column<never>[];
  path: string | undefined;
}

/** Drawn anew only when it is another: most are not while the next answer is awaited. */
const Line = memo(function Line({ row, columns, path }: LineProps) {
  const navigate = useNavigate();
  const hasFigure = columns.some(({ onPhone }) => onPhone === "figure");
  const open = (event: MouseEvent) => {
    const isOwn = event.target instanceof Element && event.target.closest("a, button, input, label, summary");
    const isSelecting = window.getSelection()?.isCollapsed === false;
    if (path && !isOwn && !isSelecting) void navigate(path);
  };
  return (
    <TableRow
      role="row"
      onClick={open}
      className={cn(
        "max-sm:flex max-sm:h-auto max-sm:flex-wrap max-sm:gap-x-4 max-sm:px-3 max-sm:py-2 has-[a[data-row]:focus-visible]:bg-accent",
        path && "cursor-pointer hover:bg-muted/60",
      )}
    >
      {columns.map((column, i) => (
        <Cell key={column.id} column={column} row={row as never} path={i === 0 ? path : undefined} place={i === 0 && hasFigure ? "lead" : column.onPhone} />
      ))}
    </TableRow>
  );
});

function asDef<Row extends object>(column: Column<Row>): ColumnDef<typeof features, Row> {
  return { id: column.id, header: column.title, cell: ({ row }) => column.cell(row.original), meta: { column: column as Column<never> } };
}

function columnOf<Row>(meta: Meta | undefined): Column<Row> {
  if (!meta) throw new Error("a column without its description");
  return meta.column as Column<Row>;
}

function Head<Row>({ column, view }: { column: Column<Row>; view: ListView<Row> }) {
  const { t } = useTranslation();
  const title = t(column.title);
  const isSorted = view.order?.field === column.id;
  const Arrow = view.order?.isDescending ? ArrowDown : ArrowUp;
  return (
    <TableHead
      role="columnheader"
      aria-sort={isSorted ? (view.order?.isDescending ? "descending" : "ascending") : undefined}
      className={cn(column.isNumber && "text-right")}
    >
      {column.isSortable && !view.get("q") ? (
        <button
          type="button"
          title={t("list.sort", { what: title })}
          className={cn("-mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-foreground", isSorted && "text-foreground")}
          onClick={() => {
            view.sortBy(column.id);
          }}
        >
          {title}
          {isSorted && <Arrow aria-hidden className="size-3.5" />}
        </button>
      ) : (
        title
      )}
    </TableHead>
  );
}

/** A code that is longer than most may take a second line: the figures beside it must stay in sight. */
const isLong = (content: ReactNode): boolean => typeof content === "string" && content.length > 20;

const cardCell = {
  title: "max-sm:order-[-1] max-sm:w-full not-first:sm:min-w-48",
  /** The title that has the figure beside it. */
  lead: "max-sm:order-[-3] max-sm:flex-1",
  figure: "max-sm:order-[-2] max-sm:font-medium",
  line: "max-sm:flex max-sm:items-baseline max-sm:gap-2",
  plain: "",
  none: "max-sm:hidden",
};

interface CellProps<Row> {
  column: Column<Row>;
  row: Row;
  path: string | undefined;
  place: keyof typeof cardCell | undefined;
}

function Cell<Row>({ column, row, path, place: onPhone = "line" }: CellProps<Row>) {
  const { t } = useTranslation();
  const content = column.cell(row);
  if (onPhone !== "title" && onPhone !== "lead" && (content === null || content === undefined || content === "")) return <TableCell role="cell" className="max-sm:hidden" />;
  return (
    <TableCell
      role="cell"
      className={cn("max-sm:px-0 max-sm:py-0.5", cardCell[onPhone], column.isNumber && "sm:text-right", column.isCode && "font-mono max-sm:wrap-anywhere", column.isCode && !isLong(content) && "sm:whitespace-nowrap")}
    >
      {onPhone === "line" && <span className="text-muted-foreground sm:hidden">{t(column.title)}</span>}
      {path ? (
        <Link to={path} data-row className="font-medium text-foreground hover:underline focus-visible:outline-none">
          {content}
        </Link>
      ) : (
        content
      )}
    </TableCell>
  );
}

/** ↑ and ↓ walk the rows' links, Home and End jump; Enter is the link's own. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a[data-row]")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  links[Math.min(Math.max(to, 0), links.length - 1)]?.focus();
}

function Pager<Row>({ view }: { view: ListView<Row> }) {
  const { t } = useTranslation();
  const { from, to, next, previous } = view;
  if (to === 0 && !previous) return null;
  const range = { from: formatCount(from), to: formatCount(to), total: formatCount(to) };
  return (
    <footer data-print="no" className="flex min-h-12 items-center gap-1 border-t px-3 sm:min-h-11">
      <p className="text-muted-foreground" aria-live="polite">
        {to > 0 && t(next ? "list.range_more" : "list.range", range)}
      </p>
      <div className="ml-auto flex">
        <CsvButton view={view} />
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

/** What the list shows, as a file, for those who may take it away. */
export function CsvButton<Row>({ view }: { view: ListView<Row> }) {
  const { t } = useTranslation();
  const mayExport = useMay("export");
  const [isBusy, setBusy] = useState(false);
  if (!mayExport) return null;

  const download = async () => {
    setBusy(true);
    try {
      const file = await fetchCsv(view.source.path, view.params);
      saveFile(`${view.source.kind}.csv`, file.text, "text/csv");
      if (file.cutAt) toast.warning(t("list.csv_part", { count: file.cutAt }));
    } catch (thrown) {
      toast.error(toApiError(thrown).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Button variant="ghost" disabled={isBusy} title={t("action.csv_hint")} onClick={() => void download()}>
      <Download aria-hidden />
      {t("action.csv")}
    </Button>
  );
}
