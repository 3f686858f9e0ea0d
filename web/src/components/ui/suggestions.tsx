// A free-text field with a list of suggestions: ↓ and ↑ move, Enter chooses the highlighted one,
// Escape closes the list. Unless one is chosen, the typed text counts.
import { useState, type ComponentProps, type KeyboardEvent } from "react";
import { fnc1, isFnc1 } from "@/lib/scanner";
import { typeInto } from "@/lib/typeInto";
import { ChoiceField } from "./choice-field";
import type { Choice } from "./combobox";

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

/** A browser does not type a scanner's separator: insert it. */
function typeFnc1(event: KeyboardEvent<HTMLInputElement>) {
  event.preventDefault();
  typeInto(event.currentTarget, fnc1);
}

/** The keys of the list; Enter only with a highlighted choice. */
const listKeys = ["ArrowDown", "ArrowUp", "Escape"];

export function Suggestions({ label, choices, selectsFirst = false, opensOnFocus = false, onChoose, onChange, onKeyDown, onFocus, onBlur, ...props }: Props) {
  const first = selectsFirst ? 0 : -1;
  const [at, setAt] = useState<number>(first);
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
  const isOfList = (event: KeyboardEvent) => {
    const isBare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    return isBare && isOpen && (listKeys.includes(event.key) || (event.key === "Enter" && active !== undefined));
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isFnc1(event)) typeFnc1(event);
    if (event.key === "Enter") setClosed(true);
    if (event.key === "Tab" && !event.shiftKey && selectsFirst && active) {
      event.preventDefault();
      choose(active);
    } else onKeyDown?.(event);
  };

  return (
    <ChoiceField
      {...props}
      aria-label={label}
      name={label}
      choices={choices}
      isOpen={isOpen}
      at={at}
      first={first}
      onOpen={(open) => reset(!open)}
      onPoint={setAt}
      onChoose={choose}
      isOfList={isOfList}
      onKeyDown={press}
      onChange={(event) => {
        reset(false);
        onChange?.(event);
      }}
      onFocus={(event) => {
        if (opensOnFocus) reset(false);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        reset(true);
        onBlur?.(event);
      }}
    />
  );
}
