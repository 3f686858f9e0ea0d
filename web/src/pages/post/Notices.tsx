// Messages between lines and buttons: a refusal, a missing answer, an unsaved draft.
import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import type { Post } from "./usePost";

export function Notices({ post, onAsk }: { post: Post; onAsk: () => void }) {
  const { t } = useTranslation();
  const { grid, lost, isSending, isDraftUnsaved } = post;
  const isUnanswered = grid.sent !== undefined && !isSending;
  const messages = [isUnanswered && t("post.lost"), isUnanswered && lost?.message, grid.refusal, isDraftUnsaved && t("post.draft_unsaved")].filter((s) => typeof s === "string");
  if (messages.length === 0) return null;
  return (
    <div role="alert" className="flex flex-col items-start gap-3 rounded-md border border-destructive/40 p-3">
      {messages.map((text) => (
        <p key={text} className="flex items-start gap-2">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
          {text}
        </p>
      ))}
      {isUnanswered && <Button onClick={onAsk}>{t("post.lost_ask")}</Button>}
    </div>
  );
}
