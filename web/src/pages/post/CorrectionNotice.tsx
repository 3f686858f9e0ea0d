// Loads a posting to correct; asks before it replaces unfinished lines.
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { Button } from "@/components/ui/button";
import { isEmpty, type Change, type Grid } from "./grid";
import { useCorrection } from "./useCorrection";

const Question = lazy(() => import("@/components/Question"));

export default function CorrectionNotice({ grid, change }: { grid: Grid; change: (c: Change) => void }) {
  const { t } = useTranslation();
  const { grid: loaded, fault, settle } = useCorrection();
  const load = () => {
    if (loaded) change({ do: "load", grid: loaded });
    settle();
  };
  const isGridEmpty = isEmpty(grid);
  useEffect(() => {
    if (loaded && isGridEmpty) load();
  });
  return (
    <>
      {fault && <ErrorState text={fault} />}
      {grid.correcting && !grid.sent && (
        <div className="flex flex-wrap items-center gap-3 rounded-md border border-primary/40 p-3">
          <p className="min-w-0 flex-1">{t("post.correcting", { number: grid.correcting.number })}</p>
          <Button variant="outline" onClick={() => change({ do: "clear" })}>
            {t("post.correct_leave")}
          </Button>
        </div>
      )}
      <Suspense>
        {loaded && !isGridEmpty && (
          <Question
            title={t("post.replace_title")}
            text={t("post.replace_text", { number: loaded.correcting?.number ?? "" })}
            yes={t("post.replace")}
            no={t("post.keep")}
            onAnswer={(isYes) => (isYes ? load() : settle())}
          />
        )}
      </Suspense>
    </>
  );
}
