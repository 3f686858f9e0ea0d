// The scan cell: a code and Enter add a line, words open a list of items, pasted cells become lines.
import { ScanLine } from "lucide-react";
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePermission } from "@/auth/permissions";
import { choices } from "@/components/choices";
import type { Choice } from "@/components/ui/combobox";
import { Suggestions } from "@/components/ui/suggestions";
import { useChoices } from "@/components/useChoices";
import { cn } from "@/lib/cn";
import { focusable } from "@/lib/focusable";
import { focusLine, focusScan, isScanFocused, scanId } from "./focus";
import { lotOf, type Change, type Grid } from "./grid";
import { gridItemOf } from "./identify";
import { isTable, readTable } from "./paste";

interface Props {
  grid: Grid;
  change: (c: Change) => void;
  /** The text in the cell that is not a line yet. */
  onType: (text: string) => void;
}

export function ScanCell({ grid, change, onType }: Props) {
  const { t } = useTranslation();
  const mayCost = usePermission("cost.write");
  const [text, setText] = useState("");
  const list = useChoices(choices.item, text, !grid.sent);
  const last = grid.lines.at(-1);
  const toPick = useRef<string>(undefined);

  useEffect(() => void focusScan(), []);
  useEffect(() => onType(text.trim()), [onType, text]);
  useEffect(() => {
    if (isScanFocused()) document.activeElement?.scrollIntoView({ block: "nearest" });
    const picked = toPick.current && grid.lines.findLast((l) => l.item?.id === toPick.current);
    toPick.current = undefined;
    if (picked) focusLine(picked.key);
  }, [grid.lines]);

  // A scan leads to the quantity of its line, unless the next code is being typed.
  const asked = useRef(grid.asks);
  useEffect(() => {
    if (asked.current === grid.asks) return;
    asked.current = grid.asks;
    if (grid.asks && text === "" && isScanFocused()) focusLine(grid.asks.of);
  }, [grid.asks, text]);
  const asking = grid.asks && grid.lines.find((l) => l.key === grid.asks?.of)?.item;

  const pick = async (choice: Choice) => {
    setText("");
    const item = await gridItemOf(choice.value);
    const there = grid.lines.find((l) => l.item?.id === item.id && lotOf(l) === "");
    if (there) focusLine(there.key);
    else toPick.current = item.id;
    change({ do: "pick", item });
  };
  const enter = () => {
    if (text.trim() === "") focusLine(last?.key);
    else {
      change({ do: "scan", text: text.trim() });
      setText("");
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && !grid.sent) enter();
    else if (event.key === "ArrowUp" && text === "") focusLine(last?.key);
    else return;
    event.preventDefault();
  };
  const paste = (event: ClipboardEvent) => {
    const cells = event.clipboardData.getData("text/plain");
    if (!isTable(cells)) return;
    event.preventDefault();
    change({ do: "paste", rows: mayCost ? readTable(cells) : readTable(cells).map(({ cost, ...row }) => row) });
  };

  return (
    <div className="relative border-t p-2">
      <ScanLine aria-hidden className="pointer-events-none absolute top-5 left-5 z-10 size-4 text-muted-foreground sm:top-4.5" />
      <Suggestions
        ref={focusable(scanId)}
        id={scanId}
        label={t("post.scan")}
        aria-keyshortcuts="F4"
        enterKeyHint="enter"
        placeholder={t("post.scan")}
        title={t("post.scan_hint")}
        className="scroll-mb-24 pl-9"
        value={text}
        choices={list}
        selectsFirst
        onChoose={(c) => void pick(c)}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        onPaste={paste}
      />
      <p role="status" className={cn("px-1 pt-1 text-muted-foreground", !asking && "sr-only")}>
        {asking && t("post.asks", { item: asking.code })}
      </p>
    </div>
  );
}
