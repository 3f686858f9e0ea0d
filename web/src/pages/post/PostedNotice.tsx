// The number of the last posting, in large type, with a link to its slip.
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { button } from "@/components/ui/button";
import type { Post } from "./usePost";

export function PostedNotice({ post: { posted } }: { post: Post }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {posted && (
        <div className="flex flex-wrap items-center gap-3 rounded-md border border-success/40 p-3">
          <CircleCheck aria-hidden className="size-6 text-success" />
          <span>{t("post.done")}</span>
          <Link to={`/postings/${posted.id}`} className="font-mono text-xl font-semibold hover:underline">
            {posted.number}
          </Link>
          <Link to={`/postings/${posted.id}?print=1`} className={button({ variant: "outline" })}>
            {t("post.slip")}
          </Link>
        </div>
      )}
    </div>
  );
}
