// Totals of the grid, and the Clear and Post buttons.
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Quantity } from "@/components/Quantity";
import { Button } from "@/components/ui/button";
import { totals } from "./amounts";
import { focusScan } from "./focus";
import { isEmpty } from "./grid";
import type { Post } from "./usePost";

const Question = lazy(() => import("@/components/Question"));

export function Foot({ post, onPost }: { post: Post; onPost: () => void }) {
  const { t } = useTranslation();
  const { grid, isSending } = post;
  const verb = t(`post.verb.${grid.correcting ? "correct" : grid.head.type}`);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="text-muted-foreground">
        {t("post.line_count", { count: grid.lines.length })}
        {totals(grid).map(({ unit, quantity }) => (
          <span key={unit}>
            {" · "}
            <Quantity value={quantity} unit={unit} />
          </span>
        ))}
      </p>
      <p className="hidden text-muted-foreground lg:block">{t("post.keys")}</p>
      <div className="ml-auto flex w-full gap-2 sm:w-auto">
        <Clear post={post} />
        <Button className="flex-1" disabled={isSending || (grid.lines.length === 0 && !grid.sent)} aria-keyshortcuts="Control+Enter" onClick={onPost}>
          {isSending ? t("post.posting") : grid.sent ? t("post.lost_ask") : verb}
          <kbd className="hidden font-normal opacity-90 sm:inline">Ctrl+Enter</kbd>
        </Button>
      </div>
    </div>
  );
}

function Clear({ post: { grid, change, isSending } }: { post: Post }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const answer = (isYes: boolean) => {
    setAsked(false);
    if (isYes) change({ do: "clear" });
  };
  return (
    <>
      <Button variant="outline" aria-haspopup="dialog" disabled={isEmpty(grid) || isSending} onClick={() => setAsked(true)}>
        {t("post.clear")}
      </Button>
      <Suspense>
        {isAsked && (
          <Question
            title={t("post.clear_title")}
            text={grid.sent ? t("post.clear_lost") : t("post.clear_text", { count: grid.lines.length })}
            yes={t("post.clear")}
            no={t("post.keep")}
            onAnswer={answer}
            goOn={focusScan}
          />
        )}
      </Suspense>
    </>
  );
}
