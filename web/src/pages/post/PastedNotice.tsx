// Asks how a pasted column of numbers is written, where nothing in it says: 2,000 is 2000 or 2.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { undecided, type Mark } from "@/lib/readings";
import { focusScan } from "./focus";
import type { Change, PastedRow } from "./grid";
import { columnOf, undecidedColumn } from "./gridReducer";

const marks: readonly Mark[] = [".", ","];

export default function PastedNotice({ pasted, change }: { pasted: PastedRow[]; change: (c: Change) => void }) {
  const { t } = useTranslation();
  const first = useRef<HTMLButtonElement>(null);
  const column = undecidedColumn(pasted);
  useEffect(() => {
    if (column) first.current?.focus();
  }, [column]);
  const doubt = column && undecided(columnOf(pasted, column));
  if (!doubt) return null;
  const answer = (c: Change) => {
    change(c);
    focusScan();
  };
  return (
    <div role="group" aria-labelledby="post-pasted" className="flex flex-wrap items-center gap-2 rounded-md border border-primary/40 p-3">
      <p id="post-pasted" role="status" className="mr-2">
        {t(`post.pasted.${column}`)}
      </p>
      {marks.map((decimal, i) => (
        <Button key={decimal} ref={i === 0 ? first : undefined} variant="outline" onClick={() => answer({ do: "paste", rows: pasted, decimal })}>
          {t("post.pasted.reading", { text: doubt.text, read: doubt.spelled[decimal] })}
        </Button>
      ))}
      <Button variant="ghost" onClick={() => answer({ do: "unpaste" })}>
        {t("post.pasted.discard")}
      </Button>
    </div>
  );
}
