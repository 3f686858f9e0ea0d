// What narrows a list: words, and one field for each filter. All of it lives in the URL (see
// useListView); on a phone the fields stand behind a button.
import { ListFilter, Search } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Combobox, type ChoiceSource } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import type { Words } from "@/i18n";
import { cn } from "@/lib/cn";
import type { ListView } from "@/lib/useListView";

export type Filter = { name: string; label: Words } & (
  | { kind: "choice"; options: readonly { value: string; word: Words }[]; any?: Words }
  | { kind: "pick"; source: ChoiceSource }
  | { kind: "day" }
);

const restMs = 150;

/** Active unless asked otherwise, as the API has it. */
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
  /** What is searched by words: "items"; left out: the list cannot be. */
  what?: string;
}

export function Filters<Row>({ view, filters, what }: Props<Row>) {
  const { t } = useTranslation();
  const id = useId();
  const used = filters.filter(({ name }) => view.get(name)).length;
  const [isOpen, setOpen] = useState(used > 0);
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
          <Field key={filter.name} view={view} filter={filter} />
        ))}
        {view.isFiltered && (
          <Button variant="ghost" onClick={view.clear}>
            {t("list.clear_filters")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What is typed goes into the URL when it rests; what the URL becomes otherwise is shown. */
function useTyped<Row>({ get, set }: ListView<Row>): [string, (text: string) => void] {
  const inUrl = get("q") ?? "";
  const [typed, setTyped] = useState({ text: inUrl, asked: inUrl, seen: inUrl });
  const wanted = typed.text.trim();

  if (typed.seen !== inUrl) setTyped({ ...typed, seen: inUrl, ...(inUrl !== typed.asked && { text: inUrl, asked: inUrl }) });
  useEffect(() => {
    if (wanted === typed.asked) return;
    const timer = setTimeout(() => {
      setTyped((now) => ({ ...now, asked: wanted }));
      set({ q: wanted });
    }, restMs);
    return () => clearTimeout(timer);
  });
  return [typed.text, (text) => setTyped((now) => ({ ...now, text }))];
}

function SearchWords<Row>({ view, what }: { view: ListView<Row>; what: string }) {
  const { t } = useTranslation();
  const [text, type] = useTyped(view);
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

function Field<Row>({ view, filter }: { view: ListView<Row>; filter: Filter }) {
  const { t } = useTranslation();
  const id = useId();
  const value = view.get(filter.name) ?? "";
  const set = (chosen: string | undefined) => view.set({ [filter.name]: chosen });
  return (
    <div className="flex min-w-36 flex-1 flex-col gap-1 sm:max-w-56">
      <Label htmlFor={id} className="font-normal text-muted-foreground">
        {t(filter.label)}
      </Label>
      {filter.kind === "pick" && <Combobox id={id} source={filter.source} value={value} placeholder={t("list.any")} onChange={set} />}
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
