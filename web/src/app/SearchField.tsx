// The global search field: a scanned code opens its record, words search the items and suggest the
// first ones. / focuses it from anywhere.
import { Search } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { usePermission } from "@/auth/permissions";
import { choices } from "@/components/choices";
import type { Choice } from "@/components/ui/combobox";
import { Suggestions } from "@/components/ui/suggestions";
import { useChoices } from "@/components/useChoices";
import { cn } from "@/lib/cn";
import { pathOf } from "@/records";
import { useShortcut } from "./shortcuts";
import { searchPath, useOpenCode } from "./useOpenCode";

const fieldId = "search";

function focusSearch(): void {
  const field = document.getElementById(fieldId);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

const mostItems = 8;
/** The value of the last choice, which lists all matches. */
const allOfThem = "";

function useSuggested(text: string): Choice[] {
  const { t } = useTranslation();
  const items = useChoices(choices.item, text, usePermission("item.read"));
  if (items.length === 0) return [];
  return [...items.slice(0, mostItems), { value: allOfThem, code: "", name: t("frame.search_for", { words: text.trim() }) }];
}

export function SearchField() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const openCode = useOpenCode();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string>();
  const suggested = useSuggested(text);
  useShortcut("/", "frame.search_key", focusSearch);

  // Emptied at once, ready for the next scan.
  const open = async (words: string) => {
    setText("");
    const error = await openCode(words);
    if (error && error.kind !== "not_found") {
      setFault(error.message);
      setText((next) => next || words);
    } else if (error) await navigate(searchPath(words));
  };

  const choose = ({ value }: Choice) => {
    setText("");
    void navigate(value === allOfThem ? searchPath(text.trim()) : pathOf("item", value));
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim()) void open(text.trim());
  };

  return (
    <form role="search" onSubmit={submit} className="relative min-w-0 flex-1 md:max-w-md">
      <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-3 z-10 my-auto size-4 text-muted-foreground" />
      <Suggestions
        id={fieldId}
        type="search"
        enterKeyHint="search"
        className="pl-9"
        label={t("frame.search")}
        aria-keyshortcuts="/"
        placeholder={t("frame.search")}
        title={t("frame.search_hint")}
        choices={suggested}
        onChoose={choose}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setFault(undefined);
        }}
      />
      <p role="alert" className={cn("absolute top-full left-0 mt-1 rounded-md border bg-popover px-3 py-2 text-destructive shadow-md", !fault && "hidden")}>
        {fault}
      </p>
    </form>
  );
}
