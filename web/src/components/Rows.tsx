// Rows as a table: a row opens its page, arrow keys move between rows, Space selects one where rows
// can be selected. Below 640 px the rows are cards.
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { SelectOne, SelectShown, selectRowOf } from "@/components/Selection";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Words } from "@/i18n";
import { cn } from "@/lib/cn";
import type { ListView } from "@/lib/useListView";
import type { Selection } from "@/lib/useSelection";

export interface Column<Row> {
  /** The API's field, if the column is sortable. */
  id: string;
  title: Words;
  cell: (row: Row) => ReactNode;
  isSortable?: boolean;
  /** Right-aligned. */
  isNumber?: boolean;
  /** In monospace, and on desktop mostly without line breaks. */
  isCode?: boolean;
  /** Left out where the table is narrow; a phone's card and the row's page have it. */
  isExtra?: boolean;
  /** On a phone: the title of the card, the figure to the right of the first title, a line
   * with its label (default), a plain line, or hidden. */
  onPhone?: "title" | "figure" | "line" | "plain" | "none";
}

interface Props<Row> {
  rows: readonly Row[];
  /** For a list that the server sorts; left out: in the given order. */
  view?: ListView<Row>;
  columns: readonly Column<Row>[];
  /** The accessible name. */
  label: string;
  rowKey: (row: Row) => string;
  /** The page a row opens. */
  rowPath?: (row: Row) => string | undefined;
  selection?: Selection;
  /** On paper, below the last row and under the same heading. */
  foot?: ReactNode;
}

export function Rows<Row extends object>({ rows, view, columns, label, rowKey, rowPath, selection, foot }: Props<Row>) {
  const isBusy = view?.answer.isPlaceholderData;
  return (
    <div className={cn("overflow-x-auto print:overflow-visible", isBusy && "waiting")} aria-busy={isBusy}>
      {/* Roles are explicit, since as cards the elements lose their table semantics. */}
      <Table role="table" aria-label={label} onKeyDown={moveFocus} className="card:block">
        <TableHeader role="rowgroup" className="card:sr-only">
          <TableRow role="row">
            {selection && (
              <TableHead role="columnheader" data-print="no" className="w-0">
                <SelectShown keys={rows.map(rowKey)} selection={selection} />
              </TableHead>
            )}
            {columns.map((column) => (
              <Head key={column.id} column={column} view={view} />
            ))}
          </TableRow>
        </TableHeader>
        <TableBody role="rowgroup" className="card:block">
          {rows.map((row) => {
            const key = rowKey(row);
            return <Line key={key} id={key} row={row} columns={columns as readonly Column<never>[]} path={rowPath?.(row)} isSelected={selection?.keys.has(key)} toggle={selection?.toggle} />;
          })}
        </TableBody>
        {foot && (
          <tbody className="hidden print:table-row-group">
            <tr className="break-before-avoid">
              <td colSpan={columns.length}>
                {foot}
              </td>
            </tr>
          </tbody>
        )}
      </Table>
    </div>
  );
}

interface LineProps {
  id: string;
  row: object;
  columns: readonly Column<never>[];
  path: string | undefined;
  /** Undefined where rows cannot be selected. */
  isSelected: boolean | undefined;
  toggle: Selection["toggle"] | undefined;
}

/** Rendered again only for another row: most stay while the next answer is loading. */
const Line = memo(function Line({ id, row, columns, path, isSelected, toggle }: LineProps) {
  const navigate = useNavigate();
  const hasFigure = columns.some(({ onPhone }) => onPhone === "figure");
  const first = hasFigure ? "lead" : toggle ? "beside" : columns[0]?.onPhone;
  const open = (event: MouseEvent) => {
    const isOwn = event.target instanceof Element && event.target.closest("a, button, input, label, summary");
    const isSelecting = window.getSelection()?.isCollapsed === false;
    if (path && !isOwn && !isSelecting) void navigate(path);
  };
  return (
    <TableRow
      role="row"
      onClick={open}
      aria-selected={isSelected}
      className={cn(
        "card:flex card:h-auto card:flex-wrap card:gap-x-4 card:px-3 card:py-2 has-[a[data-row]:focus-visible]:bg-accent",
        path && "cursor-pointer hover:bg-muted/60",
        isSelected && "bg-accent/60",
      )}
    >
      {toggle && (
        <TableCell role="cell" data-print="no" className="w-0 card:order-[-4] card:w-auto card:self-center card:px-0">
          <SelectOne id={id} what={nameOf(columns, row)} isSelected={isSelected ?? false} toggle={toggle} />
        </TableCell>
      )}
      {columns.map((column, i) => (
        <Cell key={column.id} column={column} row={row as never} path={i === 0 ? path : undefined} place={i === 0 ? first : column.onPhone} />
      ))}
    </TableRow>
  );
});

/** What the first column shows of it, if that is a text. */
function nameOf(columns: readonly Column<never>[], row: object): string {
  const name = columns[0]?.cell(row as never);
  return typeof name === "string" ? name : "";
}

function Head<Row>({ column, view }: { column: Column<Row>; view: ListView<Row> | undefined }) {
  const { t } = useTranslation();
  const title = t(column.title);
  const order = view?.order;
  const isSorted = order?.field === column.id;
  const Arrow = order?.isDescending ? ArrowDown : ArrowUp;
  return (
    <TableHead
      role="columnheader"
      aria-sort={isSorted ? (order.isDescending ? "descending" : "ascending") : undefined}
      className={cn(column.isNumber && "text-right", column.isExtra && "narrow:hidden")}
    >
      {column.isSortable && view && !view.get("q") ? (
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

/** A long code may wrap, so that the figures next to it stay visible. */
const isLong = (content: ReactNode): boolean => typeof content === "string" && content.length > 20;

const cardCell = {
  title: "card:order-[-1] card:w-full wrap-anywhere not-first:not-card:min-w-40",
  /** The title next to the figure. */
  lead: "card:order-[-3] card:flex-1 wrap-anywhere",
  /** The title next to the checkbox alone. */
  beside: "card:order-[-3] card:flex-[1_0_70%] wrap-anywhere",
  figure: "card:order-[-2] card:font-medium",
  line: "card:flex card:items-baseline card:gap-2",
  plain: "",
  none: "card:hidden",
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
  if (!["title", "lead", "beside"].includes(onPhone) && (content === null || content === undefined || content === "")) return <TableCell role="cell" className="card:hidden" />;
  return (
    <TableCell
      role="cell"
      className={cn("card:px-0 card:py-0.5", cardCell[onPhone], column.isNumber && "not-card:text-right", column.isCode && "font-mono wrap-anywhere not-card:text-code", column.isExtra && "narrow:hidden", column.isCode && !isLong(content) && "not-card:whitespace-nowrap")}
    >
      {onPhone === "line" && <span className="text-muted-foreground not-card:hidden">{t(column.title)}</span>}
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

/** ↑, ↓, Home and End move between the rows' links, Space selects; Enter is the link's own. */
function moveFocus(event: KeyboardEvent<HTMLTableElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a[data-row]")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (at < 0) return;
  if (at < 0) return;
  if (to !== undefined) links[Math.min(Math.max(to, 0), links.length - 1)]?.focus();
  else if (event.key !== " " || !selectRowOf(links[at])) return;
  event.preventDefault();
}
