// The listbox under a choice field, which has the focus and the keys.
import { Fragment, type ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import type { Choice } from "./combobox";

interface Props {
  menu: ComponentProps<"ul">;
  choices: readonly Choice[];
  /** Index of the choice that Enter selects. */
  at: number;
  itemProps: (choice: Choice, at: number) => ComponentProps<"li">;
  isSearching: boolean;
}

export function ChoiceList({ menu, choices, at, itemProps, isSearching }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <ul {...menu} className="max-h-[min(25rem,var(--available-height))] overflow-y-auto">
        {choices.map((choice, i) => (
          <Fragment key={choice.value}>
            {choice.group && choice.group !== choices[i - 1]?.group && (
              <li role="presentation" className="px-2 pt-2 pb-1 text-muted-foreground">
                {t(choice.group)}
              </li>
            )}
            <li
              {...itemProps(choice, i)}
              className={cn("flex min-h-11 cursor-pointer items-baseline gap-2 rounded-sm px-2 py-1.5 sm:min-h-8", i === at && "bg-accent text-accent-foreground")}
            >
              {choice.code && <span className="font-mono whitespace-nowrap">{choice.code}</span>}
              <span className="min-w-0 flex-1 truncate">{choice.name}</span>
              {choice.note}
            </li>
          </Fragment>
        ))}
      </ul>
      {choices.length === 0 && <p className="px-2 py-1.5 text-muted-foreground">{t(isSearching ? "state.searching" : "state.nothing_found")}</p>}
    </>
  );
}
