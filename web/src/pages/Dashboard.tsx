// The morning's questions: what is short, what moved, what was posted last.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import { list } from "@/api/resource";
import type { Posting, StockRow } from "@/api/types";
import { pathOf } from "@/app/paths";
import { useMay } from "@/auth/may";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/Moment";
import { Page } from "@/components/Page";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { RowsSkeleton } from "@/components/Skeletons";
import { button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { formatCount } from "@/lib/format";

const Movements = lazy(() => import("./dashboard/Movements"));

const most = 10;

export default function Dashboard() {
  const { t } = useTranslation();
  const mayReadLedger = useMay("ledger.read");
  return (
    <Page title={t("dashboard.title")}>
      <Counts />
      <div className="grid items-start gap-4 lg:grid-cols-2 [&>*]:min-w-0">
        <BelowMinimum />
        {mayReadLedger && <Latest />}
      </div>
      {mayReadLedger && (
        <Suspense fallback={<RowsSkeleton rows={6} />}>
          <Movements />
        </Suspense>
      )}
    </Page>
  );
}

const counted = ["items", "items_in_stock", "items_below_min", "locations", "postings_today"] as const;

function Counts() {
  const { t } = useTranslation();
  const answer = useQuery({ queryKey: keys.all("summary"), queryFn: ({ signal }) => inventoryAPI.getSummary(signal) });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-5">
      {counted.map((name) => (
        <div key={name} className="rounded-md border bg-card px-4 py-3">
          <dt className="text-muted-foreground">{t(`dashboard.${name}`)}</dt>
          <dd className="min-h-7 text-xl font-semibold">{answer.data && formatCount(answer.data[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Panel({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        {action}
      </CardHeader>
      {children}
    </Card>
  );
}

const row = "flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 hover:bg-muted/60 sm:min-h-9";

function BelowMinimum() {
  const { t } = useTranslation();
  const params = { below_min: true, group_by: "item", limit: most };
  const answer = useQuery({ queryKey: keys.list("stock", params), queryFn: ({ signal }) => inventoryAPI.getStock(params, signal) });
  const all = (
    <Link to="/stock?below_min=true&group_by=item" className={button({ variant: "link", size: "inline" })}>
      {t("dashboard.all_below")}
    </Link>
  );
  return (
    <Panel title={t("dashboard.below")} action={answer.data?.next && all}>
      {answer.isPending && <RowsSkeleton rows={5} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data?.rows.length === 0 && <EmptyState text={t("dashboard.none_below")} />}
      <ul className="divide-y">
        {answer.data?.rows.map((one) => (
          <li key={one.item_id}>
            <Short of={one} places={mostPlaces(answer.data.rows.map(({ available }) => available))} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Short({ of, places }: { of: StockRow; places: number }) {
  const { t } = useTranslation();
  return (
    <Link to={pathOf("item", of.item_id)} className={row}>
      <span className="font-mono">{of.item_code}</span>
      <span className="min-w-0 flex-1 sm:truncate max-sm:basis-full max-sm:order-last">{of.item_name}</span>
      <span className="ml-auto text-right">
        <Quantity value={of.available} unit={of.uom} places={places} className="font-medium text-warning" />
        <span className="ml-2 text-muted-foreground">
          {t("field.min_stock_level")} <Quantity value={of.min_stock_level ?? "0"} />
        </span>
      </span>
    </Link>
  );
}

function Latest() {
  const { t } = useTranslation();
  const params = { limit: most };
  const answer = useQuery({ queryKey: keys.list("postings", params), queryFn: ({ signal }) => list<Posting>("/api/inventory/postings", params, signal) });
  return (
    <Panel title={t("dashboard.latest")}>
      {answer.isPending && <RowsSkeleton rows={5} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data?.rows.length === 0 && <EmptyState text={t("dashboard.no_postings")} />}
      <ul className="divide-y">
        {answer.data?.rows.map((one) => (
          <li key={one.id}>
            <Link to={pathOf("posting", one.id)} className={row}>
              <span className="font-mono">{one.number}</span>
              <span className="text-muted-foreground">{t(`word.posting_kind.${one.kind}`)}</span>
              <span className="min-w-0 flex-1 truncate">{one.reference}</span>
              <span className="text-muted-foreground">{one.created_by_name}</span>
              <Moment at={one.posted_at} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
