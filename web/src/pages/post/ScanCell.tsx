// The cell that a scanner types into: a code and Enter is a line; words give a list to pick
// from; cells of a spreadsheet become lines.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ScanLine } from "lucide-react";
import { useEffect, useId, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { choices } from "@/components/choices";
import { ChoiceList, choiceId } from "@/components/ui/choice-list";
import type { Choice } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Popover, PopoverAnchor, PopoverContent } from "@/components/ui/popover";
import { useDebounced } from "@/lib/useDebounced";
import { focusLine, focusScan, scanId } from "./focus";
import type { Change, Grid } from "./grid";
import { gridItemOf } from "./identify";
import { isTable, readTable } from "./paste";

interface Props {
  grid: Grid;
  change: (c: Change) => void;
}

/** Longer than a scanner takes for its code, so that no list flickers under a scan. */
const restMs = 180;

export function ScanCell({ grid, change }: Props) {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [isShut, setShut] = useState(false);
  const words = useDebounced(text.trim(), restMs);
  const found = useQuery({
    queryKey: ["choices", choices.item.key, words],
    queryFn: ({ signal }) => choices.item.find(words, signal),
    enabled: words.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const isOpen = !isShut && words.length > 1 && words === text.trim() && !found.isPlaceholderData && (found.data?.length ?? 0) > 0;
  const list = isOpen ? (found.data ?? []) : [];
  const last = grid.lines.at(-1);
  const toPick = useRef<string>(undefined);

  useEffect(focusScan, []);
  useEffect(() => {
    document.getElementById(scanId)?.scrollIntoView({ block: "nearest" });
    const picked = toPick.current && grid.lines.find((l) => l.item?.id === toPick.current);
    toPick.current = undefined;
    if (picked) focusLine(picked.key);
  }, [grid.lines]);

  const begin = (value: string) => {
    setText(value);
    setAt(0);
    setShut(false);
  };
  const pick = async (choice: Choice) => {
    begin("");
    const item = await gridItemOf(choice.value);
    const there = grid.lines.find((l) => l.item?.id === item.id);
    if (there) focusLine(there.key);
    else toPick.current = item.id;
    change({ do: "pick", item });
  };
  const enter = () => {
    const choice = list[at];
    if (text.trim() === "") focusLine(last?.key);
    else if (choice) void pick(choice);
    else {
      change({ do: "scan", text: text.trim() });
      begin("");
    }
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && !grid.sent) enter();
    else if (event.key === "Tab" && !event.shiftKey && list[at]) void pick(list[at]);
    else if (event.key === "Escape" && isOpen) setShut(true);
    else if (step && isOpen) setAt((at + step + list.length) % list.length);
    else if (event.key === "ArrowUp" && text === "") focusLine(last?.key);
    else return;
    event.preventDefault();
  };
  const paste = (event: ClipboardEvent) => {
    const cells = event.clipboardData.getData("text/plain");
    if (!isTable(cells)) return;
    event.preventDefault();
    change({ do: "paste", rows: readTable(cells) });
  };

  return (
    <Popover open={isOpen}>
      <PopoverAnchor asChild>
        <div className="relative border-t p-2 first:border-t-0">
          <ScanLine aria-hidden className="pointer-events-none absolute inset-y-0 left-5 my-auto size-4 text-muted-foreground" />
          <Input
            id={scanId}
            role="combobox"
            aria-label={t("post.scan")}
            aria-expanded={isOpen}
            aria-controls={isOpen ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={isOpen ? choiceId(listId, at) : undefined}
            aria-keyshortcuts="F4"
            autoComplete="off"
            spellCheck={false}
            enterKeyHint="enter"
            placeholder={t("post.scan")}
            title={t("post.scan_hint")}
            className="scroll-mb-24 pl-9"
            value={text}
            onChange={(event) => begin(event.target.value)}
            onKeyDown={press}
            onPaste={paste}
            onBlur={() => setShut(true)}
          />
        </div>
      </PopoverAnchor>
      <PopoverContent
        className="w-(--radix-popover-trigger-width) p-1"
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
      >
        <ChoiceList id={listId} label={t("post.scan")} choices={list} at={at} isSearching={false} onPoint={setAt} onTake={(c) => void pick(c)} />
      </PopoverContent>
    </Popover>
  );
}
