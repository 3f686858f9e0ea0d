// A field of free text with a list under it of what may be meant: ↓ and ↑ walk it, Enter takes
// what they point at, Escape shuts it. Unless one is taken, what was typed is what counts.
import { useId, useState, type ComponentProps, type KeyboardEvent } from "react";
import { fnc1, isFnc1 } from "@/lib/scanner";
import { ChoiceList, choiceId } from "./choice-list";
import type { Choice } from "./combobox";
import { Input } from "./input";
import { Popover, PopoverAnchor, PopoverContent } from "./popover";

interface Props extends ComponentProps<"input"> {
  label: string;
  /** None: there is no list. */
  choices: readonly Choice[];
  /** Enter and Tab take the first, no key needed to point at it. */
  pointsAtFirst?: boolean;
  /** The list is there with the focus, before a key. */
  opensAtOnce?: boolean;
  onTake: (choice: Choice) => void;
}

/** To the next, round the end; before the first is what was typed, unless the first is meant unasked. */
function step(at: number, by: number, first: number, count: number): number {
  const places = count - first;
  return ((at - first + by + places) % places) + first;
}

/** A scanner's separator is no text to a browser: it is typed as one. */
function typeFnc1(event: KeyboardEvent<HTMLInputElement>) {
  const input = event.currentTarget;
  event.preventDefault();
  input.setRangeText(fnc1, input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

export function Suggestions({ label, choices, pointsAtFirst = false, opensAtOnce = false, onTake, onChange, onKeyDown, onFocus, onBlur, ...props }: Props) {
  const listId = useId();
  const first = pointsAtFirst ? 0 : -1;
  const [at, setAt] = useState(first);
  const [isShut, setShut] = useState(true);
  const isOpen = !isShut && choices.length > 0;
  const pointed = isOpen ? choices[at] : undefined;

  const begin = (shut: boolean) => {
    setAt(first);
    setShut(shut);
  };
  const take = (choice: Choice) => {
    begin(true);
    onTake(choice);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (isFnc1(event)) typeFnc1(event);
    if (event.key === "Enter") setShut(true);
    const isBare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!isBare || !isOpen) onKeyDown?.(event);
    else if (by) setAt(step(at, by, first, choices.length));
    else if (event.key === "Escape") {
      event.stopPropagation();
      setShut(true);
    }
    else if (pointed && (event.key === "Enter" || (event.key === "Tab" && pointsAtFirst))) take(pointed);
    else {
      onKeyDown?.(event);
      return;
    }
    if (isBare && isOpen) event.preventDefault();
  };

  return (
    <Popover open={isOpen}>
      <PopoverAnchor asChild>
        <span data-slot="suggestions" className="relative inline-flex w-full">
          <Input
            role="combobox"
            aria-label={label}
            aria-expanded={isOpen}
            aria-controls={isOpen ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={pointed ? choiceId(listId, at) : undefined}
            autoComplete="off"
            spellCheck={false}
            {...props}
            onChange={(event) => {
              begin(false);
              onChange?.(event);
            }}
            onKeyDown={press}
            onFocus={(event) => {
              if (opensAtOnce) begin(false);
              onFocus?.(event);
            }}
            onBlur={(event) => {
              begin(true);
              onBlur?.(event);
            }}
          />
        </span>
      </PopoverAnchor>
      <PopoverContent
        aria-label={label}
        className="w-(--radix-popover-trigger-width) min-w-64 p-1"
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
      >
        <ChoiceList id={listId} label={label} choices={choices} at={at} isSearching={false} onPoint={setAt} onTake={take} />
      </PopoverContent>
    </Popover>
  );
}
