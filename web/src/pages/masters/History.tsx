// The history of a record from the audit, newest first: who changed what and when.
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/query";
import { list, type Listed } from "@/api/resource";
import { auditAPI } from "@/api/services";
import type { Audit } from "@/api/types";
import { ActionName } from "@/components/ActionName";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { DateTime } from "@/components/DateTime";
import { RowsSkeleton } from "@/components/Skeletons";
import { Button } from "@/components/ui/button";
import { show, type FieldRow } from "@/forms/rows";
import { differencesOf, isEmptyValue, type Difference } from "./differences";

interface Props {
  /** The name of the record in the audit. */
  name: string;
  id: string;
  rows: readonly FieldRow[];
}

export function History({ name, id, rows }: Props) {
  const { t } = useTranslation();
  const params = { record: name, record_id: id, limit: 20 };
  const answer = useInfiniteQuery({
    queryKey: keys.list("audit", params),
    queryFn: ({ pageParam, signal }) => (pageParam ? list<Audit>(pageParam, undefined, signal) : auditAPI.getAudit(params, signal)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Listed<Audit>) => last.next,
  });
  if (answer.isPending) return <RowsSkeleton rows={3} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const entries = answer.data.pages.flatMap((page) => page.rows);
  if (entries.length === 0) return <EmptyState text={t("masters.no_history")} />;
  return (
    <>
      <ol className="flex flex-col divide-y rounded-md border">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} rows={rows} />
        ))}
      </ol>
      {answer.hasNextPage && (
        <Button variant="outline" className="mt-3" disabled={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
          {t("masters.older")}
        </Button>
      )}
    </>
  );
}

function Entry({ entry, rows }: { entry: Audit; rows: readonly FieldRow[] }) {
  const { t } = useTranslation();
  const { action, user_name, at } = entry;
  const isNew = entry.before === undefined;
  const differences = isNew ? [] : differencesOf(entry.before, entry.after);
  return (
    <li className="flex flex-col gap-1 p-3">
      <p className="flex flex-wrap gap-x-2">
        <span className="font-medium">
          <ActionName action={action} />
        </span>{" "}
        <span>{t("masters.by", { name: user_name ?? t("masters.system") })}</span>
        <span className="ml-auto text-muted-foreground">
          <DateTime at={at} />
        </span>
      </p>
      {differences.length > 0 && (
        <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[minmax(8rem,auto)_1fr]">
          {differences.map((difference) => (
            <Changed key={difference.name} difference={difference} row={rows.find((row) => row.name === difference.name)} />
          ))}
        </dl>
      )}
    </li>
  );
}

/** A field without row is shown as stored. */
function shown(row: FieldRow | undefined, value: unknown): ReactNode {
  if (isEmptyValue(value)) return undefined;
  if (row) return show(row, value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function Changed({ difference, row }: { difference: Difference; row: FieldRow | undefined }) {
  const { t } = useTranslation();
  const nothing = <span className="text-muted-foreground">{t("masters.nothing")}</span>;
  return (
    <>
      <dt className="text-muted-foreground">{row ? t(row.label) : difference.name}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2 wrap-anywhere">
        <del className="text-muted-foreground">{shown(row, difference.before) ?? nothing}</del>
        <span aria-hidden>→</span>
        <span className="sr-only">{t("masters.became")}</span>
        <ins className="no-underline">{shown(row, difference.after) ?? nothing}</ins>
      </dd>
    </>
  );
}
