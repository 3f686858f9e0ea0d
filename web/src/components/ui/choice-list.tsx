// The listbox under a combobox or a suggestion field. The field keeps the focus and handles the keys.
import { Fragment, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import type { Choice } from "./combobox";

interface Props {
  id: string;
  label: string | undefined;
  choices: readonly Choice[];
  /** Index of the choice that Enter selects. */
  at: number;
  isSearching: boolean;
  onPoint: (at: number) => void;
  onChoose: (choice: Choice) => void;
}

/** For the field's aria-activedescendant. */
export const choiceId = (list: string, at: number): string => `${list}-${String(at)}`;

export function ChoiceList({ id, label, choices, at, isSearching, onPoint, onChoose }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelectorAll("[role=option]")[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <>
      <ul ref={list} id={id} role="listbox" aria-label={label} className="max-h-[min(25rem,var(--available-height))] overflow-y-auto">
        {choices.map((choice, i) => (
          <Fragment key={choice.value}>
          {choice.group && choice.group !== choices[i - 1]?.group && (
            <li role="presentation" className="px-2 pt-2 pb-1 text-muted-foreground">
              {t(choice.group)}
            </li>
          )}
          {/* eslint-disable-next-line jsx-a11y-x/click-events-have-key-events -- the field has the keys */}
          <li
            id={choiceId(id, i)}
            role="option"
            aria-selected={i === at}
            className={cn("flex min-h-11 cursor-pointer items-baseline gap-2 rounded-sm px-2 py-1.5 sm:min-h-8", i === at && "bg-accent text-accent-foreground")}
            onMouseMove={() => onPoint(i)}
            onClick={() => onChoose(choice)}
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
