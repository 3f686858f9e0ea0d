// Chooses one of many records by typing; the list is fetched as the user types. Arrow keys move,
// Enter chooses, Escape restores the last choice, an empty field clears it. Fast typists are served
// too: Enter chooses the first match of the typed text even before the list has arrived, and leaving
// the field chooses a unique match. Text that matches nothing stays in the field, is marked invalid
// and reported through onText; it is never sent. Who may is offered to create it, in another tab.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useEffectEvent, useId, useRef, useState, type ComponentProps, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Permission } from "@/api/types";
import { usePermissionCheck } from "@/auth/permissions";
import type { Words } from "@/i18n";
import { useDebounced } from "@/lib/useDebounced";
import { cn } from "@/lib/cn";
import { ChoiceField } from "./choice-field";

export interface Choice {
  /** The form's value: an id, or a unit's code. */
  value: string;
  code: string;
  name?: string;
  /** Shown next to it in the list: stock on hand, location. */
  note?: ReactNode;
  /** Its heading in the list; choices of a group follow each other. */
  group?: Words;
}

export interface ChoiceSource {
  /** Part of the query key. */
  key: string;
  find: (words: string, signal: AbortSignal) => Promise<Choice[]>;
  get: (value: string, signal: AbortSignal) => Promise<Choice | undefined>;
  /** The page on which a missing one is created, for those who may. */
  create?: { label: Words; needs: Permission; to: (words: string) => string };
}

interface Props extends Omit<ComponentProps<"input">, "value" | "onChange" | "onSelect"> {
  source: ChoiceSource;
  value: string | null | undefined;
  onChange: (value: string | undefined, choice?: Choice) => void;
  /** Typed text that is not (yet) a choice, if the parent keeps it; undefined: none. */
  text?: string | undefined;
  onText?: (text: string | undefined) => void;
  /** Offers to create what is missing; not for a filter. */
  offersCreate?: boolean;
  /** Shows the error over the content below, where a row of fields has no room for it. */
  isFaultAbove?: boolean;
}

/** An error under the field moves the content below it: not while a button there is being pressed. */
const settleMs = 250;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const overlay = "absolute top-full left-0 z-20 mt-1 w-max max-w-64 rounded-md border border-destructive bg-popover px-2 py-1 shadow-md";

const labelOf = (choice: Choice | undefined) => (choice ? [choice.code, choice.name].filter(Boolean).join("  ") : "");

const nameOf = (field: HTMLInputElement): string | undefined => field.ariaLabel ?? field.labels?.[0]?.textContent;

/** The choice with this code, or the only one. */
function onlyOne(all: readonly Choice[], text: string): Choice | undefined {
  const code = text.toLowerCase();
  return all.find((choice) => choice.code.toLowerCase() === code) ?? (all.length === 1 ? all[0] : undefined);
}

export function Combobox({ source, value, onChange, text, onText, offersCreate = true, isFaultAbove, className, onKeyDown, onBlur, ...props }: Props) {
  const { t } = useTranslation();
  const listId = useId();
  const [own, setOwn] = useState<string>();
  const typed = onText ? text : own;
  const setTyped = onText ?? setOwn;
  const [open, setOpen] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const [at, setAt] = useState(0);
  const [name, setName] = useState<string>();
  const words = useDebounced(typed ?? "", 120);

  const chosen = useQuery({
    queryKey: ["choice", source.key, value],
    queryFn: ({ signal }) => source.get(value ?? "", signal),
    enabled: Boolean(value),
    staleTime: 60_000,
  });
  const found = useQuery({
    queryKey: ["choices", source.key, words],
    queryFn: ({ signal }) => source.find(words, signal),
    enabled: open,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const choices = found.data ?? [];
  /** Whether the list is that of the typed text. */
  const isListed = words === (typed ?? "") && !found.isPending && !found.isPlaceholderData;

  const client = useQueryClient();
  const lastSearch = useRef<string>(undefined);
  const searchFor = async (query: string, match: (all: Choice[]) => Choice | undefined) => {
    lastSearch.current = query;
    setSearching(true);
    const queryKey = ["choices", source.key, query];
    const all = await client.fetchQuery({ queryKey, queryFn: ({ signal }) => source.find(query, signal), staleTime: 10_000 }).catch(() => []);
    const choice = match(all);
    if (choice && lastSearch.current === query) choose(choice);
    else await pause(settleMs);
    setSearching(false);
  };

  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The chosen record may be loaded after the focus: the first key must still replace it.
    if (typed === undefined && document.activeElement === field.current) field.current?.select();
  }, [chosen.data, typed]);

  const show = (typing: string | undefined) => {
    lastSearch.current = undefined;
    setTyped(typing);
    setOpen(true);
    setAt(0);
  };
  const choose = (choice: Choice) => {
    setOpen(false);
    setTyped(undefined);
    onChange(choice.value, choice);
  };
  const empty = () => {
    setTyped(undefined);
    if (value) onChange(undefined);
  };
  const leave = () => {
    setOpen(false);
    if (typed === undefined) return;
    const query = typed.trim();
    if (query === "") empty();
    else if (query === labelOf(chosen.data)) setTyped(undefined);
    else if (lastSearch.current !== typed) void searchFor(query, (all) => onlyOne(all, query));
  };
  const isOfList = (event: KeyboardEvent) => {
    const isEnter = event.key === "Enter" && open && choices[at] !== undefined && isListed && !event.ctrlKey && !event.metaKey;
    return isEnter || event.key === "ArrowDown" || event.key === "ArrowUp" || (event.key === "Escape" && open);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    onKeyDown?.(event);
    if (event.defaultPrevented || event.key !== "Enter" || !open || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!isListed) void searchFor(typed ?? "", ([first]) => first);
  };
  const turn = (isOpen: boolean) => {
    if (isOpen) show(typed);
    else {
      setOpen(false);
      setTyped(undefined);
    }
  };

  const unmatched = typed?.trim() ?? "";
  const isUnmatched = !open && !isSearching && unmatched !== "";
  const showsFault = isUnmatched && !props["aria-invalid"]; // otherwise the field shows the error itself
  const mayCreate = usePermissionCheck();
  const create = isUnmatched && offersCreate && source.create && mayCreate(source.create.needs) ? source.create : undefined;
  const retry = useEffectEvent(() => void searchFor(unmatched, (all) => onlyOne(all, unmatched)));
  useEffect(() => {
    if (!create) return;
    // It may have been created in another tab.
    const again = () => void client.invalidateQueries({ queryKey: ["choices", source.key] }).then(retry);
    window.addEventListener("focus", again);
    return () => window.removeEventListener("focus", again);
  }, [create, client, source.key]);
  const described = [props["aria-describedby"], showsFault && `${listId}-fault`].filter(Boolean).join(" ");
  return (
    <ChoiceField
      {...props}
      name={name}
      choices={choices}
      isOpen={open}
      at={at}
      first={0}
      isSearching={found.isFetching}
      onOpen={turn}
      onPoint={setAt}
      onChoose={choose}
      isOfList={isOfList}
      aria-invalid={isUnmatched || props["aria-invalid"] ? true : undefined}
      aria-describedby={described || undefined}
      className={cn("pr-8", className)}
      value={typed ?? labelOf(chosen.data)}
      onChange={(event) => show(event.target.value)}
      onFocus={(event) => {
        field.current = event.target;
        setName(nameOf(event.target));
        event.target.select();
      }}
      onClick={() => open || show(typed)}
      onKeyDown={press}
      onBlur={(event) => {
        leave();
        onBlur?.(event);
      }}
    >
      {(value || typed) && !open && !props.disabled && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("action.clear")}
          className="absolute top-0 right-0 flex h-11 w-8 items-center justify-center text-muted-foreground hover:text-foreground sm:h-9"
          onClick={empty}
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
      {(showsFault || create) && (
        <span className={cn("flex flex-col items-start gap-1", isFaultAbove && overlay)}>
          {showsFault && (
            <span id={`${listId}-fault`} role="alert" className="text-destructive">
              {t("form.fault.unmatched", { bound: unmatched })}
            </span>
          )}
          {create && (
            <Link to={create.to(unmatched)} target="_blank" className="font-medium text-primary underline">
              {t("form.create_for", { create: t(create.label), text: unmatched })}
            </Link>
          )}
        </span>
      )}
    </ChoiceField>
  );
}
