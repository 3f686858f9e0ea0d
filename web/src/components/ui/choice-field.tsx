// A field with a listbox below it, by downshift: its keys, its pointer and its ARIA. The combobox and
// the suggestions decide what is typed, listed and chosen.
import { useCombobox, type UseComboboxStateChange } from "downshift";
import type { ComponentProps, KeyboardEvent, ReactNode } from "react";
import { flushSync } from "react-dom";
import { ChoiceList } from "./choice-list";
import type { Choice } from "./combobox";
import { Input } from "./input";
import { Popover, PopoverAnchor, PopoverContent } from "./popover";

interface Props extends Omit<ComponentProps<"input">, "list"> {
  /** The accessible name of the list. */
  name: string | undefined;
  choices: readonly Choice[];
  isOpen: boolean;
  /** Index of the highlighted choice; -1: none. */
  at: number;
  /** The first index that the arrow keys reach; -1: the typed text. */
  first: 0 | -1;
  isSearching?: boolean;
  onOpen: (isOpen: boolean) => void;
  onPoint: (at: number) => void;
  onChoose: (choice: Choice) => void;
  /** Whether a key is the list's; any other is left to the field. */
  isOfList: (event: KeyboardEvent<HTMLInputElement>) => boolean;
  /** What stands in or under the field. */
  children?: ReactNode;
}

const { stateChangeTypes: did } = useCombobox;

/** Events by which the highlight moves; typing and opening are the field's. */
const moves: ReadonlySet<unknown> = new Set([did.InputKeyDownArrowDown, did.InputKeyDownArrowUp, did.InputKeyDownPageDown, did.InputKeyDownPageUp, did.ItemMouseMove]);

/** Tells downshift to leave an event alone. */
const leave = (event: { nativeEvent: Event }) => Object.assign(event.nativeEvent, { preventDownshiftDefault: true });

/** Before the next key: downshift reports from an effect, whose updates React leaves for a later task. */
const atOnce = (change: () => void) => queueMicrotask(() => flushSync(change));

export function ChoiceField({ name, choices, isOpen, at, first, isSearching = false, onOpen, onPoint, onChoose, isOfList, children, ...props }: Props) {
  const { getInputProps, getMenuProps, getItemProps } = useCombobox<Choice>({
    items: [...choices],
    itemToString: (choice) => choice?.code ?? "",
    selectedItem: null,
    inputValue: String(props.value ?? ""),
    isOpen,
    highlightedIndex: at,
    ...(props.id !== undefined && { inputId: props.id }),
    stateReducer: ({ highlightedIndex }, { type, changes }) => {
      const isPast = type === did.InputKeyDownArrowDown ? highlightedIndex === choices.length - 1 : type === did.InputKeyDownArrowUp && highlightedIndex === 0;
      return first < 0 && isPast ? { ...changes, highlightedIndex: -1 } : changes;
    },
    onStateChange: ({ type, selectedItem, isOpen: turned, highlightedIndex }: UseComboboxStateChange<Choice>) => {
      if (type === did.InputBlur || type === did.InputChange) return; // the field itself decides
      if (selectedItem) atOnce(() => onChoose(selectedItem));
      else if (turned !== undefined) atOnce(() => onOpen(turned));
      else if (moves.has(type) && highlightedIndex !== undefined) atOnce(() => onPoint(highlightedIndex));
    },
  });
  const active = isOpen && choices[at] ? getItemProps({ item: choices[at], index: at }).id as string : undefined;
  const menu = getMenuProps({ "aria-label": name }, { suppressRefError: true });
  const field = getInputProps(
    {
      ...props,
      "aria-labelledby": undefined, // the field has its own label
      "aria-controls": isOpen ? menu.id as string : undefined,
      "aria-activedescendant": active,
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
        if (!isOfList(event)) {
          props.onKeyDown?.(event);
          leave(event);
        } else if (event.key === "Escape") event.stopPropagation(); // a dialog around it stays open
      },
      onClick: (event) => {
        props.onClick?.(event);
        leave(event);
      },
    },
    { suppressRefError: true },
  );
  return (
    <Popover open={isOpen}>
      <PopoverAnchor>
        <span data-slot="choice-field" className="relative inline-flex w-full flex-col gap-1">
          <Input spellCheck={false} {...field} {...(props.defaultValue !== undefined && { value: undefined })} />
          {children}
        </span>
      </PopoverAnchor>
      <PopoverContent
        className="w-(--anchor-width) min-w-64 p-1"
        onMouseDown={(event) => event.preventDefault()}
      >
        <ChoiceList menu={menu} choices={choices} at={at} itemProps={(item, index) => getItemProps({ item, index })} isSearching={isSearching} />
      </PopoverContent>
    </Popover>
  );
}
