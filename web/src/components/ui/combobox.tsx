// One of many, found by typing: the field is a combobox, its list is asked for as one types.
// Arrow keys choose, Enter takes, Escape goes back to what was chosen, an empty field is no choice.
// Who types faster than the list can follow is understood all the same: Enter takes the first of
// what is typed, leaving takes it when only one can be meant. Text that is none of the list stays
// and is said to be; what the field belongs to is told of it (onText) and goes no further with it.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useId, useRef, useState, type ComponentProps, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDebounced } from "@/lib/useDebounced";
import { cn } from "@/lib/cn";
import { ChoiceList, choiceId } from "./choice-list";
import { Input } from "./input";
import { Popover, PopoverAnchor, PopoverContent } from "./popover";

export interface Choice {
  /** What the form keeps: an id, or a unit's code. */
  value: string;
  code: string;
  name?: string;
  /** Beside it in the list: what is on hand, the place it is in. */
  note?: ReactNode;
}

export interface ChoiceSource {
  /** Names it among cached answers. */
  key: string;
  find: (words: string, signal: AbortSignal) => Promise<Choice[]>;
  get: (value: string, signal: AbortSignal) => Promise<Choice | undefined>;
}

interface Props extends Omit<ComponentProps<"input">, "value" | "onChange" | "onSelect"> {
  source: ChoiceSource;
  value: string | null | undefined;
  onChange: (value: string | undefined, choice?: Choice) => void;
  /** What is typed and not (yet) chosen, where something else keeps it; undefined: nothing is. */
  text?: string | undefined;
  onText?: (text: string | undefined) => void;
  /** What is said of such text lies over what is below, where a row of fields has no room for it. */
  isFaultAbove?: boolean;
}

/** What is said under the field moves what stands below it: not under a button that is just being pressed. */
const settleMs = 250;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const aboveAll = "absolute top-full left-0 z-20 mt-1 w-max max-w-64 rounded-md border border-destructive bg-popover px-2 py-1 shadow-md";

const say = (choice: Choice | undefined) => (choice ? [choice.code, choice.name].filter(Boolean).join("  ") : "");

const nameOf = (field: HTMLInputElement): string | undefined => field.ariaLabel ?? field.labels?.[0]?.textContent;

/** What can be meant: the one whose code it is, or the one that there is. */
function onlyOne(all: readonly Choice[], text: string): Choice | undefined {
  const code = text.toLowerCase();
  return all.find((choice) => choice.code.toLowerCase() === code) ?? (all.length === 1 ? all[0] : undefined);
}

export function Combobox({ source, value, onChange, text, onText, isFaultAbove, className, onKeyDown, onBlur, ...props }: Props) {
  const { t } = useTranslation();
  const listId = useId();
  const [own, setOwn] = useState<string>();
  const typed = onText ? text : own;
  const setTyped = onText ?? setOwn;
  const [open, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
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

  const client = useQueryClient();
  const awaited = useRef<string>(undefined);
  const askFor = async (wanted: string, meant: (all: Choice[]) => Choice | undefined) => {
    awaited.current = wanted;
    setAsking(true);
    const queryKey = ["choices", source.key, wanted];
    const all = await client.fetchQuery({ queryKey, queryFn: ({ signal }) => source.find(wanted, signal), staleTime: 10_000 }).catch(() => []);
    const choice = meant(all);
    if (choice && awaited.current === wanted) take(choice);
    else await pause(settleMs);
    setAsking(false);
  };

  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // What was chosen may come after the focus: the first key replaces it all the same.
    if (typed === undefined && document.activeElement === field.current) field.current?.select();
  }, [chosen.data, typed]);

  const show = (typing: string | undefined) => {
    awaited.current = undefined;
    setTyped(typing);
    setOpen(true);
    setAt(0);
  };
  const take = (choice: Choice) => {
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
    const wanted = typed.trim();
    if (wanted === "") empty();
    else if (wanted === say(chosen.data)) setTyped(undefined);
    else if (awaited.current !== typed) void askFor(wanted, (all) => onlyOne(all, wanted));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    onKeyDown?.(event);
    if (event.defaultPrevented) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (open) setAt((at + step + choices.length) % Math.max(choices.length, 1));
      else show(typed);
    } else if (event.key === "Enter" && open && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (words !== (typed ?? "") || found.isPending || found.isPlaceholderData) void askFor(typed ?? "", ([first]) => first);
      else if (choices[at]) take(choices[at]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      setTyped(undefined);
    }
  };

  const standing = typed?.trim() ?? "";
  const isUnmatched = !open && !isAsking && standing !== "";
  const says = isUnmatched && !props["aria-invalid"]; // else what it belongs to says it
  const described = [props["aria-describedby"], says && `${listId}-fault`].filter(Boolean).join(" ");
  return (
    <Popover open={open}>
      <PopoverAnchor asChild>
        <span data-slot="combobox" className="relative inline-flex w-full flex-col gap-1">
          <Input
            role="combobox"
            aria-expanded={open}
            aria-controls={open ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={open && choices[at] ? choiceId(listId, at) : undefined}
            autoComplete="off"
            spellCheck={false}
            {...props}
            aria-invalid={isUnmatched || props["aria-invalid"] ? true : undefined}
            aria-describedby={described || undefined}
            className={cn("pr-8", className)}
            value={typed ?? say(chosen.data)}
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
          />
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
          {says && (
            <span id={`${listId}-fault`} role="alert" className={cn("text-destructive", isFaultAbove && aboveAll)}>
              {t("form.fault.unmatched", { bound: standing })}
            </span>
          )}
        </span>
      </PopoverAnchor>
      <PopoverContent
        aria-label={name}
        className="w-(--radix-popover-trigger-width) min-w-64 p-1"
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
      >
        <ChoiceList id={listId} label={name} choices={choices} at={at} isSearching={found.isFetching} onPoint={setAt} onTake={take} />
      </PopoverContent>
    </Popover>
  );
}
