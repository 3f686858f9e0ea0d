// The filters of a list: a search field and one field for each filter. Their state is the URL (see
// useListView). On a phone the fields are behind a button.
import { ListFilter, Search } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox, type ChoiceSource } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import type { Words } from "@/i18n";
import { cn } from "@/lib/cn";
import { restMs } from "@/lib/useDebounced";
import type { ListView } from "@/lib/useListView";
import { useOwn } from "@/lib/useOwn";

/** Another filter that the checkbox narrows too, and the label of the checkbox then. */
interface Also {
  of: string;
  label: Words;
}

export type Filter = {
  name: string;
  label: Words;
  /** Filters that it excludes: choosing it clears them. */
  without?: readonly string[];
} & (
  | { kind: "choice"; options: readonly { value: string; word: Words }[]; any?: Words }
  | { kind: "pick"; source: ChoiceSource }
  | { kind: "day" }
  | { kind: "text" }
  /** A checkbox that narrows another filter and is shown only with it. */
  | { kind: "tick"; of: string; value: string; also?: Also }
);

/** A location includes all below it, unless this is checked. */
export const thisPlaceAlone = { name: "children", label: "list.this_place", kind: "tick", of: "location_id", value: "false" } as const satisfies Filter;

/** Active by default, as in the API. */
export const activeFilter: Filter = {
  name: "is_active",
  label: "field.state",
  kind: "choice",
  any: "state.active",
  options: [
    { value: "false", word: "state.inactive" },
    { value: "all", word: "list.all" },
  ],
};

interface Props<Row> {
  view: ListView<Row>;
  filters: readonly Filter[];
  /** What the search field searches: "items"; left out: no search field. */
  what?: string;
}

export function Filters<Row>({ view, filters, what }: Props<Row>) {
  const { t } = useTranslation();
  const id = useId();
  const used = filters.filter(({ name }) => view.get(name)).length;
  const [isOpen, setOpen] = useState(used > 0);
  const [cleared, setCleared] = useState(0);
  const clear = () => {
    setCleared(cleared + 1); // remounts the fields, so that text that is not a filter is cleared too
    view.clear();
  };
  return (
    <div role="search" aria-label={t("action.filter")} data-print="no" className="flex flex-wrap items-end gap-2">
      {what && <SearchWords view={view} what={what} />}
      {filters.length > 0 && (
        <Button variant="outline" className="sm:hidden" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          <ListFilter aria-hidden />
          {t("action.filter")}
          {used > 0 && ` (${String(used)})`}
        </Button>
      )}
      <div id={id} className={cn("w-full flex-wrap items-end gap-2 sm:flex sm:w-auto", isOpen ? "flex" : "hidden")}>
        {filters.map((filter) => (
          <Field key={`${filter.name} ${String(cleared)}`} view={view} filter={filter} set={(value) => view.set(changesOf(filters, filter, value))} />
        ))}
        {view.isFiltered && (
          <Button variant="ghost" onClick={clear}>
            {t("list.clear_filters")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A filter's new value, with the filters that it clears. */
function changesOf(filters: readonly Filter[], { name, without = [] }: Filter, value: string | undefined): Record<string, string | undefined> {
  const gone = value ? without : filters.flatMap((other) => (other.kind === "tick" && other.of === name ? other.name : []));
  return { ...Object.fromEntries(gone.map((other) => [other, undefined])), [name]: value };
}

/** Typed text goes into the URL after a pause. */
function useTyped(inUrl: string, set: (text: string) => void): [string, (text: string) => void] {
  const { value, change, publish } = useOwn(inUrl, set);
  useEffect(() => {
    const timer = setTimeout(() => publish(value.trim()), restMs);
    return () => clearTimeout(timer);
  });
  return [value, change];
}

function SearchWords<Row>({ view, what }: { view: ListView<Row>; what: string }) {
  const { t } = useTranslation();
  const [text, type] = useTyped(view.get("q") ?? "", (q) => view.set({ q }));
  return (
    <div className="relative min-w-48 flex-1 sm:max-w-80">
      <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-muted-foreground" />
      <Input
        type="search"
        autoComplete="off"
        spellCheck={false}
        className="pl-9"
        aria-label={t("list.search", { what })}
        placeholder={t("list.search", { what })}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
    </div>
  );
}

interface FieldProps<Row, F = Filter> {
  view: ListView<Row>;
  filter: F;
  set: (value: string | undefined) => void;
}

function Field<Row>({ view, filter, set }: FieldProps<Row>) {
  const { t } = useTranslation();
  const id = useId();
  const value = view.get(filter.name) ?? "";
  if (filter.kind === "tick") return view.get(filter.of) ? <Tick view={view} filter={filter} set={set} /> : null;
  return (
    <div className="flex min-w-36 flex-1 flex-col gap-1 sm:max-w-56">
      <Label htmlFor={id} className="font-normal text-muted-foreground">
        {t(filter.label)}
      </Label>
      {filter.kind === "pick" && <Combobox id={id} isFaultAbove offersCreate={false} source={filter.source} value={value} placeholder={t("list.any")} onChange={set} />}
      {filter.kind === "text" && <TypedText id={id} value={value} set={set} />}
      {filter.kind === "day" && <Input id={id} type="date" value={value} onChange={(event) => set(event.target.value)} />}
      {filter.kind === "choice" && (
        <Select id={id} value={value} onChange={(event) => set(event.target.value)}>
          <option value="">{t(filter.any ?? "list.any")}</option>
          {filter.options.map((option) => (
            <option key={option.value} value={option.value}>
              {t(option.word)}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}

function TypedText({ id, value, set }: { id: string; value: string; set: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, type] = useTyped(value, set);
  return <Input id={id} autoComplete="off" spellCheck={false} placeholder={t("list.any")} value={text} onChange={(event) => type(event.target.value)} />;
}

/** Checked at once; the URL follows with the next render of the list. */
function Tick<Row>({ view, filter, set }: FieldProps<Row, Extract<Filter, { kind: "tick" }>>) {
  const { t } = useTranslation();
  const id = useId();
  const { value, change, publish } = useOwn(view.get(filter.name) === filter.value, (isOn) => set(isOn ? filter.value : undefined));
  const click = (isOn: boolean) => {
    change(isOn);
    publish(isOn);
  };
  return (
    <div className="flex h-11 items-center gap-2 px-1 sm:h-9">
      <Checkbox id={id} checked={value} onChange={(event) => click(event.target.checked)} />
      <Label htmlFor={id} className="font-normal whitespace-nowrap">
        {t(filter.also && view.get(filter.also.of) ? filter.also.label : filter.label)}
      </Label>
    </div>
  );
}
