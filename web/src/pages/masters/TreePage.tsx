// A tree of records: expand, add, move, deactivate. ↑ and ↓ move between lines, → and ← expand and
// collapse; a search shows matches with their parents.
import { ChevronRight, Ellipsis, FolderInput, Plus } from "lucide-react";
import { useMemo, useState, type ComponentProps, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { usePermissionCheck } from "@/auth/permissions";
import { CsvButtons } from "@/components/CsvButtons";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { activeFilter, Filters } from "@/components/Filters";
import { LabelsLink } from "@/components/LabelsLink";
import { Page } from "@/components/Page";
import { SelectOne, SelectionBar, SelectShown, selectRowOf } from "@/components/Selection";
import { RowsSkeleton } from "@/components/Skeletons";
import { StateBadge } from "@/components/StateBadge";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { show, type Values } from "@/forms/rows";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import { useListView, type ListView } from "@/lib/useListView";
import { useSelection, type Selection } from "@/lib/useSelection";
import { listLabelsPath } from "@/pages/labels/list";
import { DeactivateDialog } from "./ActiveButton";
import { NewLink, sourceOf, useNewKey } from "./ListPage";
import { pathTo, type Master, type MasterRecord } from "./master";
import { MoveDialog } from "./MoveDialog";
import { useRecordActions } from "./RecordActions";
import { linesOf, prune, treeOf, type Node } from "./tree";
import { useAll } from "./useAll";

/** A smaller tree is expanded at first. */
const few = 60;
/** More lines must be searched. */
const mostLines = 200;

export interface TreeRecord extends MasterRecord {
  code: string;
  name: string;
}

export function TreePage<R extends TreeRecord>({ of }: { of: Master<R> }) {
  const { t } = useTranslation();
  const view = useListView<R>({ ...sourceOf(of), isReadElsewhere: true });
  useNewKey(of);
  return (
    <Page title={t(of.texts.title)} actions={<NewLink of={of} />}>
      <Filters view={view} filters={[activeFilter]} what={t(of.texts.plural)} />
      <Tree of={of} view={view} />
      <p className="flex justify-end gap-2" data-print="no">
        {of.labels && <LabelsLink to={listLabelsPath(of.labels, view.params)} />}
        <CsvButtons view={view} />
      </p>
    </Page>
  );
}

function Tree<R extends TreeRecord>({ of, view }: { of: Master<R>; view: ListView<R> }) {
  const { t } = useTranslation();
  const words = view.get("q") ?? "";
  const isActive = view.get("is_active") ?? "true";
  const selection = useSelection(JSON.stringify(view.params));
  const actions = useRecordActions(of, view);
  const answer = useAll<R>({ kind: of.kind, path: of.resource.path }, { is_active: isActive });
  const { parent } = of;
  const tree = useMemo(() => treeOf(answer.data ?? [], (record) => (parent === undefined ? undefined : (record[parent] as string | undefined))), [answer.data, parent]);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  if (answer.isPending) return <RowsSkeleton />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;

  const isOpenAtFirst = words !== "" || answer.data.length <= few;
  const isOpen = (node: Node<R>) => isOpenAtFirst !== toggled.has(node.record.id);
  const lines = linesOf(words ? prune(tree, words) : tree, isOpen);
  const toggle = (id: string) => {
    setToggled((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  };
  if (lines.length === 0) return <EmptyState text={words ? t("list.none_filtered") : t(of.texts.none)} action={<NewLink of={of} />} />;
  const shown = lines.slice(0, mostLines);
  const selected = shown.flatMap(({ record }) => (selection.keys.has(record.id) ? [record] : []));
  return (
    <div className="rounded-md border bg-card">
      {actions && (
        <label className="flex min-h-12 items-center gap-3 border-b px-3 text-muted-foreground sm:min-h-9">
          <SelectShown keys={shown.map(({ record }) => record.id)} selection={selection} />
          <span aria-hidden>{t("list.select_page")}</span>
        </label>
      )}
      {/* One listener for the keys of all links. */}
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions */}
      <ul aria-label={t(of.texts.title)} onKeyDown={moveFocus}>
        {shown.map((node) => (
          <Line key={node.record.id} of={of} node={node} isOpen={isOpen(node)} onToggle={() => toggle(node.record.id)} selection={actions && selection} />
        ))}
        {lines.length > mostLines && <li className="p-3 text-muted-foreground">{t("masters.too_many", { shown: mostLines, all: formatCount(lines.length) })}</li>}
      </ul>
      {actions && selected.length > 0 && (
        <SelectionBar selection={selection} count={selected.length} offersWhole={selected.length === shown.length}>
          {actions(selection.isWhole ? undefined : selected)}
        </SelectionBar>
      )}
    </div>
  );
}

/** Keys of a tree: they focus links, click the toggle button before a link, and select. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a[data-row]")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const toggleButton = links[at]?.closest("li")?.querySelector<HTMLElement>("[aria-expanded]");
  const toggles = { ArrowRight: "false", ArrowLeft: "true" }[event.key];
  if (step) links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  else if (toggles && toggleButton?.getAttribute("aria-expanded") === toggles) toggleButton.click();
  else if (event.key !== " " || !selectRowOf(links[at])) return;
  event.preventDefault();
}

interface LineProps<R extends MasterRecord> {
  of: Master<R>;
  node: Node<R>;
  isOpen: boolean;
  onToggle: () => void;
  /** Undefined where lines cannot be selected. */
  selection: Selection | undefined;
}

function Line<R extends TreeRecord>({ of, node, isOpen, onToggle, selection }: LineProps<R>) {
  const { t } = useTranslation();
  const { record, depth, children } = node;
  return (
    <li className="flex min-h-12 items-center gap-1 border-b px-2 last:border-b-0 has-[[data-select]:checked]:bg-accent/60 has-[a[data-row]:focus-visible]:bg-accent sm:min-h-9">
      {selection && (
        <span data-print="no" className="flex px-1">
          <SelectOne id={record.id} what={record.code} isSelected={selection.keys.has(record.id)} toggle={selection.toggle} />
        </span>
      )}
      <span aria-hidden style={{ width: `${String(Math.min(depth, 8) * 1.25)}rem` }} className="shrink-0" />
      <span className="sr-only">{t("masters.depth", { depth: depth + 1 })}</span>
      {children.length > 0 ? (
        <Button
          variant="ghost"
          size="icon"
          className="sm:size-7"
          aria-expanded={isOpen}
          aria-label={t(isOpen ? "action.collapse" : "action.expand", { what: record.code })}
          onClick={onToggle}
        >
          <ChevronRight aria-hidden className={cn("transition-transform", isOpen && "rotate-90")} />
        </Button>
      ) : (
        <span aria-hidden className="w-11 shrink-0 sm:w-7" />
      )}
      <Link to={pathTo(of, record)} data-row className="flex min-w-0 flex-wrap items-baseline gap-x-2 py-1 hover:underline focus-visible:outline-none">
        <span className="font-mono">{record.code}</span>
        <span className="min-w-0 wrap-anywhere">{record.name}</span>
      </Link>
      <Listed of={of} record={record} />
      {!record.is_active && <StateBadge state="inactive" />}
      <LineMenu of={of} record={record} />
    </li>
  );
}

/** The listed fields, in muted text. */
function Listed<R extends TreeRecord>({ of, record }: { of: Master<R>; record: R }) {
  const rows = of.rows.filter((row) => of.listed.includes(row.name));
  const values = record as unknown as Values;
  return (
    <span className="ml-auto hidden items-baseline gap-x-4 pl-4 text-muted-foreground sm:flex">
      {rows.map((row) => (
        <span key={row.name} className="min-w-20">{Array.isArray(values[row.name]) ? (values[row.name] as string[]).join(" ") : show(row, values[row.name])}</span>
      ))}
    </span>
  );
}

/** Every line has a menu, so it is rendered on first use. */
function LineMenu<R extends TreeRecord>({ of, record }: { of: Master<R>; record: R }) {
  const can = usePermissionCheck();
  const [isMade, setMade] = useState(false);
  if (![of.needs.create, of.needs.change, of.needs.deactivate].some(can)) return null;
  return isMade ? <OpenMenu of={of} record={record} /> : <MenuButton record={record} aria-haspopup="menu" onClick={() => setMade(true)} />;
}

function MenuButton({ record, ...props }: { record: TreeRecord } & ComponentProps<typeof Button>) {
  const { t } = useTranslation();
  return (
    <Button variant="ghost" size="row" className="ml-auto sm:ml-0" aria-label={t("masters.more_of", { what: record.code })} {...props}>
      <Ellipsis aria-hidden />
    </Button>
  );
}

function OpenMenu<R extends TreeRecord>({ of, record }: { of: Master<R>; record: R }) {
  const { t } = useTranslation();
  const can = usePermissionCheck();
  const navigate = useNavigate();
  const [asks, setAsks] = useState<"move" | "deactivate">();
  const close = () => setAsks(undefined);
  const { parent = "" } = of;
  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>
          <MenuButton record={record} />
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {can(of.needs.create) && record.is_active && (
            <DropdownMenuItem onSelect={() => void navigate(`${of.path}/new?${new URLSearchParams({ [parent]: record.id }).toString()}`)}>
              <Plus aria-hidden />
              {t("masters.add_below", { what: record.code })}
            </DropdownMenuItem>
          )}
          {can(of.needs.change) && (
            <DropdownMenuItem onSelect={() => setAsks("move")}>
              <FolderInput aria-hidden />
              {t("masters.move")}
            </DropdownMenuItem>
          )}
          {can(of.needs.deactivate) && record.is_active && <DropdownMenuItem onSelect={() => setAsks("deactivate")}>{t("masters.deactivate")}</DropdownMenuItem>}
        </DropdownMenuContent>
      </DropdownMenu>
      {asks === "move" && <MoveDialog of={of} record={record} onClose={close} />}
      <DeactivateDialog of={of} record={record} isOpen={asks === "deactivate"} onClose={close} />
    </>
  );
}
