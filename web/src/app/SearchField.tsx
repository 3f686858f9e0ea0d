// The global search field: a scanned code opens its record, words find records, postings, references
// and lots. / focuses it from anywhere; Ctrl+K does so and offers pages and actions. Its list is
// loaded with the first use of the app; without it, Enter still opens and searches.
import { Search } from "lucide-react";
import { useEffect, useState, type ComponentType, type SubmitEvent } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Input } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import { focusable, focusOn, shownAs } from "@/lib/focusable";
import { firstUse } from "@/lib/used";
import type { SearchBoxProps } from "./SearchBox";
import { useShortcut } from "./shortcuts";
import { searchPath, useOpenCode } from "./useOpenCode";

type Box = ComponentType<SearchBoxProps>;

const name = "search";
const held = focusable(name);
const focusSearch = () => void focusOn(name);

/** With whether the field had the focus when its list arrived. */
function useBox(): { Box: Box; autoFocus: boolean } | undefined {
  const [box, setBox] = useState<{ Box: Box; autoFocus: boolean }>();
  useEffect(() => {
    let isHere = true;
    void firstUse
      .then(() => import("./SearchBox"))
      .then(
        ({ SearchBox }) => {
          // At once: a key between would be typed into the field that goes, or move the focus to it.
          if (isHere) flushSync(() => setBox({ Box: SearchBox, autoFocus: document.activeElement === shownAs(name) }));
        },
        () => undefined, // offline
      );
    return () => {
      isHere = false;
    };
  }, []);
  return box;
}

export function SearchField() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const openCode = useOpenCode();
  const box = useBox();
  const [text, setText] = useState("");
  const [offersAll, setOffersAll] = useState(false);
  const [fault, setFault] = useState<string>();
  useShortcut("/", "frame.search_key", focusSearch);
  useShortcut("Ctrl+k", "frame.palette_key", () => {
    setOffersAll(true);
    focusSearch();
  });

  // Emptied at once, ready for the next scan.
  const open = async (words: string) => {
    setText("");
    const error = await openCode(words);
    if (error && error.kind !== "not_found") {
      setFault(error.message);
      setText((next) => next || words);
    } else if (error) await navigate(searchPath(words));
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim()) void open(text.trim());
  };

  const field = {
    id: name,
    ref: held,
    type: "search",
    enterKeyHint: "search",
    className: "pl-9",
    "aria-keyshortcuts": "/ Control+K",
    placeholder: t("frame.search"),
    title: t("frame.search_hint"),
    value: text,
    onChange: ({ target }) => {
      setText(target.value);
      setFault(undefined);
    },
    onBlur: () => setOffersAll(false),
  } as const satisfies Partial<SearchBoxProps>;

  return (
    <form role="search" onSubmit={submit} className="relative min-w-0 flex-1 md:max-w-md">
      <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-3 z-10 my-auto size-4 text-muted-foreground" />
      {box ? (
        // eslint-disable-next-line jsx-a11y-x/no-autofocus -- it takes the place of a field that has the focus
        <box.Box {...field} label={t("frame.search")} autoFocus={box.autoFocus} offersAll={offersAll} onOpened={() => setText("")} />
      ) : (
        <Input aria-label={t("frame.search")} autoComplete="off" spellCheck={false} {...field} />
      )}
      <p role="alert" className={cn("absolute top-full left-0 mt-1 rounded-md border bg-popover px-3 py-2 text-destructive shadow-md", !fault && "hidden")}>
        {fault}
      </p>
    </form>
  );
}
