// The last ten postings with their actions.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "@/api/query";
import { list } from "@/api/resource";
import type { Posting } from "@/api/types";
import { usePermission } from "@/auth/permissions";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { DateTime } from "@/components/DateTime";
import { Movement } from "@/components/Movement";
import { RowsSkeleton } from "@/components/Skeletons";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { UserName } from "@/components/UserName";
import { PostingActions } from "../postings/PostingActions";
import { TakenBack } from "../postings/TakenBack";

const params = { limit: 10 } as const;

export function LastPostings() {
  const { t } = useTranslation();
  const mayRead = usePermission("ledger.read");
  const { data, error, refetch } = useQuery({
    queryKey: keys.list("postings", params),
    queryFn: ({ signal }) => list<Posting>("/api/inventory/postings", params, signal),
    enabled: mayRead,
  });
  if (!mayRead) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("post.last")}</CardTitle>
      </CardHeader>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <RowsSkeleton rows={5} /> : null}
      {data?.rows.length === 0 && <EmptyState text={t("post.last_none")} />}
      <ul className="divide-y">
        {data?.rows.map((posting) => (
          <li key={posting.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
            <Link to={`/postings/${posting.id}`} className="font-mono font-medium hover:underline">
              {posting.number}
            </Link>
            {posting.kind === "posting" && posting.transaction_type ? <Movement type={posting.transaction_type} /> : <span>{t(`word.posting_kind.${posting.kind}`)}</span>}
            <span className="text-muted-foreground">{t("post.line_count", { count: posting.line_count ?? 0 })}</span>
            <DateTime at={posting.posted_at} />
            <span className="text-muted-foreground">
              <UserName name={posting.created_by_name} />
            </span>
            {posting.reversed_by_id && <TakenBack by={posting.reversed_by_id} />}
            <span className="ml-auto flex flex-wrap gap-2">
              <PostingActions posting={posting} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
