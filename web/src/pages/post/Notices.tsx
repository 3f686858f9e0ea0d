// What stands between the lines and the buttons: a refusal, an answer that is owed.
import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import type { Post } from "./usePost";

export function Notices({ post, onAsk }: { post: Post; onAsk: () => void }) {
  const { t } = useTranslation();
  const { grid, lost, isSending, isUnkept } = post;
  const isOwed = grid.sent !== undefined && !isSending;
  const said = [isOwed && t("post.lost"), isOwed && lost?.message, grid.refusal, isUnkept && t("post.unkept")].filter((s) => typeof s === "string");
  if (said.length === 0) return null;
  return (
    <div role="alert" className="flex flex-col items-start gap-3 rounded-md border border-destructive/40 p-3">
      {said.map((text) => (
        <p key={text} className="flex items-start gap-2">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
          {text}
        </p>
      ))}
      {isOwed && <Button onClick={onAsk}>{t("post.lost_ask")}</Button>}
    </div>
  );
}
