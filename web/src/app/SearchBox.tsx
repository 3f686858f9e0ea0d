// The search field with its list: what the server finds, grouped, the exact first; then pages and
// actions, all of them when asked for by Ctrl+K.
import { useMemo, type ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { searchAPI } from "@/api/services";
import type { FoundKind, SearchHit } from "@/api/types";
import { usePermissionCheck } from "@/auth/permissions";
import type { Choice } from "@/components/ui/combobox";
import { Suggestions } from "@/components/ui/suggestions";
import { useChoices } from "@/components/useChoices";
import { pathOf } from "@/records";
import { useCommands } from "./useCommands";
import { searchPath } from "./useOpenCode";

export interface SearchBoxProps extends Omit<ComponentProps<"input">, "value"> {
  label: string;
  value: string;
  offersAll: boolean;
  /** One of the list was opened. */
  onOpened: () => void;
}

const pathOfHit: Readonly<Record<FoundKind, (hit: SearchHit) => string>> = {
  item: ({ id }) => pathOf("item", id),
  location: ({ id }) => pathOf("location", id),
  supplier: ({ id }) => pathOf("supplier", id),
  recipient: ({ id }) => pathOf("recipient", id),
  posting: ({ id }) => pathOf("posting", id),
  reference: ({ id }) => pathOf("posting", id),
  lot: ({ code, item_id = "" }) => `/stock?${new URLSearchParams({ item_id, lot: code }).toString()}`,
};

/** A choice's value is its kind and where it leads. */
const valueOf = (kind: string, to: string): string => `${kind} ${to}`;
const pathIn = (value: string): string => value.slice(value.indexOf(" ") + 1);

const everything = {
  key: "search",
  find: async (words: string, signal: AbortSignal): Promise<Choice[]> => {
    const { groups } = await searchAPI.search(words, signal);
    return groups.flatMap(({ kind, hits }) => hits.map((hit) => ({ value: valueOf(kind, pathOfHit[kind](hit)), code: hit.code, name: hit.name ?? "", group: `frame.found.${kind}` as const })));
  },
};

export function SearchBox({ value, offersAll, onOpened, ...props }: SearchBoxProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayReadItems = usePermissionCheck()("item.read");
  const found = useChoices(everything, value);
  const commands = useCommands();
  const words = value.trim().toLowerCase();

  const choices = useMemo(() => {
    const asked = commands.filter(({ name }) => (words === "" ? offersAll : words.split(/\s+/).every((word) => name.toLowerCase().includes(word))));
    const all = mayReadItems && found.length > 0 ? [{ value: valueOf("all", searchPath(value.trim())), code: "", name: t("frame.search_for", { words: value.trim() }) }] : [];
    return [...found, ...asked, ...all];
  }, [found, commands, words, offersAll, mayReadItems, value, t]);

  const choose = (choice: Choice) => {
    onOpened();
    const command = commands.find((one) => one.value === choice.value);
    if (command?.run) command.run();
    else void navigate(pathIn(choice.value));
  };
  return <Suggestions {...props} value={value} choices={choices} opensOnFocus onChoose={choose} />;
}
