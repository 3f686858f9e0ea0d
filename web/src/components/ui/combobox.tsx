// One of many, found by typing: the field is a combobox, its list is asked for as one types.
// Arrow keys choose, Enter takes, Escape leaves, an empty field is no choice. Who types faster
// than the list can follow is understood all the same: Enter takes the first of what is typed,
// leaving takes it when only one can be meant.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useId, useRef, useState, type ComponentProps, type KeyboardEvent, type ReactNode } from "react";
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
}

const say = (choice: Choice | undefined) => (choice ? [choice.code, choice.name].filter(Boolean).join("  ") : "");

const nameOf = (field: HTMLInputElement): string | undefined => field.ariaLabel ?? field.labels?.[0]?.textContent;

/** What can be meant: the one whose code it is, or the one that there is. */
function onlyOne(all: readonly Choice[], text: string): Choice | undefined {
  const code = text.toLowerCase();
  return all.find((choice) => choice.code.toLowerCase() === code) ?? (all.length === 1 ? all[0] : undefined);
}

export function Combobox({ source, value, onChange, className, onKeyDown, onBlur, ...props }: Props) {
  const { t } = useTranslation();
  const listId = useId();
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const [name, setName] = useState<string>();
  const open = typed !== undefined;
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
  const takeOnceFound = async (text: string, meant: (all: Choice[]) => Choice | undefined) => {
    awaited.current = text;
    const all = await client.fetchQuery({ queryKey: ["choices", source.key, text], queryFn: ({ signal }) => source.find(text, signal), staleTime: 10_000 });
    const choice = meant(all);
    if (choice && awaited.current === text) take(choice);
  };

  const begin = (text: string) => {
    awaited.current = undefined;
    setTyped(text);
    setAt(0);
  };
  const take = (choice: Choice | undefined) => {
    setTyped(undefined);
    onChange(choice?.value, choice);
  };
  const leave = () => {
    const text = typed?.trim();
    if (text === "" && value) onChange(undefined);
    if (text && awaited.current !== typed) takeOnceFound(text, (all) => onlyOne(all, text)).catch(() => undefined); // then it stays as it was
    setTyped(undefined);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    onKeyDown?.(event);
    if (event.defaultPrevented) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (open) setAt((at + step + choices.length) % Math.max(choices.length, 1));
      else begin("");
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      if (words !== typed || found.isPlaceholderData) takeOnceFound(typed, ([first]) => first).catch(() => undefined); // the list says it
      else if (choices[at]) take(choices[at]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setTyped(undefined);
    }
  };

  return (
    <Popover open={open}>
      <PopoverAnchor asChild>
        <span data-slot="combobox" className="relative inline-flex w-full">
          <Input
            role="combobox"
            aria-expanded={open}
            aria-controls={open ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={open && choices[at] ? choiceId(listId, at) : undefined}
            autoComplete="off"
            spellCheck={false}
            {...props}
            className={cn("pr-8", className)}
            value={typed ?? say(chosen.data) ?? ""}
            onChange={(event) => begin(event.target.value)}
            onFocus={(event) => {
              setName(nameOf(event.target));
              event.target.select();
            }}
            onClick={() => open || begin("")}
            onKeyDown={press}
            onBlur={(event) => {
              leave();
              onBlur?.(event);
            }}
          />
          {value && !open && !props.disabled && (
            <button
              type="button"
              tabIndex={-1}
              aria-label={t("action.clear")}
              className="absolute inset-y-0 right-0 flex w-8 items-center justify-center text-muted-foreground hover:text-foreground"
              onClick={() => take(undefined)}
            >
              <X aria-hidden className="size-4" />
            </button>
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
