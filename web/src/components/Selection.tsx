// The selection of a list or tree: the checkboxes, and the bar with what can be done with the selected
// records. Space selects on the link of a row.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import type { Selection } from "@/lib/useSelection";

/** Selects all that is shown, or nothing. */
export function SelectShown({ keys, selection }: { keys: readonly string[]; selection: Selection }) {
  const { t } = useTranslation();
  const isAll = keys.every((key) => selection.keys.has(key));
  return (
    <Checkbox
      className="align-middle max-sm:size-6"
      aria-label={t("list.select_page")}
      checked={isAll}
      ref={(box) => {
        if (box) box.indeterminate = !isAll && keys.some((key) => selection.keys.has(key));
      }}
      onChange={() => selection.setKeys(isAll ? [] : keys)}
    />
  );
}

interface OneProps {
  id: string;
  /** What is selected, for the accessible name. */
  what: string;
  isSelected: boolean;
  toggle: Selection["toggle"];
}

export function SelectOne({ id, what, isSelected, toggle }: OneProps) {
  const { t } = useTranslation();
  return <Checkbox data-select className="align-middle max-sm:size-6" aria-label={t("list.select_row", { what })} checked={isSelected} onChange={() => toggle(id)} />;
}

/** Selects the row of a link by its checkbox; returns whether it has one. */
export function selectRowOf(link: Element | undefined): boolean {
  const box = link?.closest("tr, li")?.querySelector<HTMLElement>("[data-select]");
  box?.click();
  return box != null;
}

interface BarProps {
  selection: Selection;
  /** How many of the rows shown are selected. */
  count: number;
  /** The list has more than is shown, and all that is shown is selected: all of the list can be. */
  offersWhole: boolean;
  children: ReactNode;
}

/** At the lower edge, so that no row moves when it appears. */
export function SelectionBar({ selection, count, offersWhole, children }: BarProps) {
  const { t } = useTranslation();
  return (
    <div
      role="group"
      aria-label={t("list.selection")}
      data-print="no"
      className="sticky bottom-14 z-10 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-y bg-accent px-3 py-1 md:bottom-0"
    >
      <p aria-live="polite" className="font-medium">
        {selection.isWhole ? t("list.selected_whole") : t("list.selected", { count })}
      </p>
      {offersWhole && !selection.isWhole && (
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
