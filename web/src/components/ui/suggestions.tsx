// A free-text field with a list of suggestions: ↓ and ↑ move, Enter chooses the highlighted one,
// Escape closes the list. Unless one is chosen, the typed text counts.
import { useId, useState, type ComponentProps, type KeyboardEvent } from "react";
import { fnc1, isFnc1 } from "@/lib/scanner";
import { typeInto } from "@/lib/typeInto";
import { ChoiceList, choiceId } from "./choice-list";
import type { Choice } from "./combobox";
import { Input } from "./input";
import { Popover, PopoverAnchor, PopoverContent } from "./popover";

interface Props extends ComponentProps<"input"> {
  label: string;
  /** Empty: no list. */
  choices: readonly Choice[];
  /** The first choice is highlighted at once, for Enter and Tab. */
  selectsFirst?: boolean;
  /** The list opens with the focus, before a key. */
  opensOnFocus?: boolean;
  onChoose: (choice: Choice) => void;
}

/** The next index, with wrap-around; -1 is the typed text, unless the first choice is highlighted at once. */
function step(at: number, by: number, first: number, count: number): number {
  const places = count - first;
  return ((at - first + by + places) % places) + first;
}

/** A browser does not type a scanner's separator: insert it. */
function typeFnc1(event: KeyboardEvent<HTMLInputElement>) {
  event.preventDefault();
  typeInto(event.currentTarget, fnc1);
}

export function Suggestions({ label, choices, selectsFirst = false, opensOnFocus = false, onChoose, onChange, onKeyDown, onFocus, onBlur, ...props }: Props) {
  const listId = useId();
  const first = selectsFirst ? 0 : -1;
  const [at, setAt] = useState(first);
  const [isClosed, setClosed] = useState(true);
  const isOpen = !isClosed && choices.length > 0;
  const active = isOpen ? choices[at] : undefined;

  const reset = (closed: boolean) => {
    setAt(first);
    setClosed(closed);
  };
  const choose = (choice: Choice) => {
    reset(true);
    onChoose(choice);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (isFnc1(event)) typeFnc1(event);
    if (event.key === "Enter") setClosed(true);
    const isBare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!isBare || !isOpen) onKeyDown?.(event);
    else if (by) setAt(step(at, by, first, choices.length));
    else if (event.key === "Escape") {
      event.stopPropagation();
      setClosed(true);
    }
    else if (active && (event.key === "Enter" || (event.key === "Tab" && selectsFirst))) choose(active);
    else {
      onKeyDown?.(event);
      return;
    }
    if (isBare && isOpen) event.preventDefault();
  };

  return (
    <Popover open={isOpen}>
      <PopoverAnchor>
        <span data-slot="suggestions" className="relative inline-flex w-full">
          <Input
            role="combobox"
            aria-label={label}
            aria-expanded={isOpen}
            aria-controls={isOpen ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={active ? choiceId(listId, at) : undefined}
            autoComplete="off"
            spellCheck={false}
            {...props}
            onChange={(event) => {
              reset(false);
              onChange?.(event);
            }}
            onKeyDown={press}
            onFocus={(event) => {
              if (opensOnFocus) reset(false);
              onFocus?.(event);
            }}
            onBlur={(event) => {
              reset(true);
              onBlur?.(event);
            }}
          />
        </span>
      </PopoverAnchor>
      <PopoverContent
        className="w-(--anchor-width) min-w-64 p-1"
        onMouseDown={(event) => event.preventDefault()}
      >
        <ChoiceList id={listId} label={label} choices={choices} at={at} isSearching={false} onPoint={setAt} onChoose={choose} />
      </PopoverContent>
    </Popover>
  );
}
