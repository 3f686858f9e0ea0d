// The dashboard: counts, items below minimum, latest postings, what came in and went out.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import { list } from "@/api/resource";
import type { Posting, StockRow, StockSummary } from "@/api/types";
import { pathOf } from "@/records";
import { useCanOpen } from "@/app/useCanOpen";
import { usePermission } from "@/auth/permissions";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { DateTime } from "@/components/DateTime";
import { Page } from "@/components/Page";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { RowsSkeleton } from "@/components/Skeletons";
import { button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { UserName } from "@/components/UserName";
import { today } from "@/lib/day";
import { formatCount } from "@/lib/format";
import { useAuthStore } from "@/stores/authStore";
import { Movements } from "./dashboard/Movements";

const most = 10;
const belowMinimum = "/items?below_min=true";

export default function Dashboard() {
  const { t } = useTranslation();
  const mayReadLedger = usePermission("ledger.read");
  const counts = useQuery({ queryKey: keys.all("summary"), queryFn: ({ signal }) => inventoryAPI.getSummary(signal) });
  if (counts.data?.items === 0)
    return (
      <Page title={t("dashboard.title")}>
        <Card>
          <EmptyState text={t("dashboard.begin")} action={<FirstItem />} />
        </Card>
      </Page>
    );
  return (
    <Page title={t("dashboard.title")}>
      <Counts answer={counts} />
      <div className="grid items-start gap-4 lg:grid-cols-2 [&>*]:min-w-0">
        <BelowMinimum />
        {mayReadLedger && <Latest />}
      </div>
      {mayReadLedger && <Movements />}
    </Page>
  );
}

function FirstItem() {
  const { t } = useTranslation();
  if (!usePermission("item.create")) return null;
  return (
    <Link to="/items/new" className={button()}>
      {t("masters.item.new")}
    </Link>
  );
}

/** Each count and the list behind it. */
const tiles = [
  { name: "items", to: () => "/items" },
  { name: "items_in_stock", to: () => "/stock?group_by=item" },
  { name: "items_below_min", to: () => belowMinimum },
  { name: "locations", to: () => "/locations" },
  { name: "postings_today", to: (day: string) => `/ledger?posted_from=${day}` },
] as const;

function Counts({ answer }: { answer: UseQueryResult<StockSummary> }) {
  const { t } = useTranslation();
  const canOpen = useCanOpen();
  const day = today(useAuthStore((state) => state.user?.timezone) ?? "UTC");
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-5">
      {tiles.map(({ name, to }) => (
        <li key={name} className="relative rounded-md border bg-card px-4 py-3 last:max-sm:col-span-2 has-[a]:hover:bg-muted/60">
          <p className="text-muted-foreground">
            {canOpen(to(day)) ? (
              <Link to={to(day)} className="after:absolute after:inset-0">
                {t(`dashboard.${name}`)}
              </Link>
            ) : (
              t(`dashboard.${name}`)
            )}
          </p>
          <p className="min-h-7 text-xl font-semibold">{answer.data && formatCount(answer.data[name])}</p>
        </li>
      ))}
    </ul>
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

/** Lines are links whose parts align in columns, two by two on a phone. */
const table = "grid grid-cols-[minmax(0,1fr)_auto] divide-y sm:grid-cols-[fit-content(12rem)_minmax(4rem,1fr)_auto_auto]";
const line = "col-span-full grid min-h-12 grid-cols-subgrid items-center gap-x-3 px-4 py-1.5 hover:bg-muted/60 sm:min-h-9";

function BelowMinimum() {
  const { t } = useTranslation();
  const params = { below_min: true, group_by: "item", sort: "-shortage", limit: most };
  const answer = useQuery({ queryKey: keys.list("stock", params), queryFn: ({ signal }) => inventoryAPI.getStock(params, signal) });
  const all = (
    <Link to={belowMinimum} className={button({ variant: "link", size: "inline" })}>
      {t("dashboard.all_below")}
    </Link>
  );
  return (
    <Panel title={t("dashboard.below")} action={answer.data?.next && all}>
      {answer.isPending && <RowsSkeleton rows={5} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data?.rows.length === 0 && <EmptyState text={t("dashboard.none_below")} />}
      <ul className={table}>
        {answer.data?.rows.map((one) => (
          <li key={one.item_id} className="col-span-full grid grid-cols-subgrid">
            <LowStock of={one} places={mostPlaces(answer.data.rows.map(({ available }) => available))} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function LowStock({ of, places }: { of: StockRow; places: number }) {
  const { t } = useTranslation();
  return (
    <Link to={pathOf("item", of.item_id)} className={line}>
      <span className="font-mono wrap-anywhere">{of.item_code}</span>
      <span className="truncate max-sm:order-1">{of.item_name}</span>
      <Quantity value={of.available} unit={of.uom} places={places} className="text-right font-medium text-warning" />
      <span className="text-right text-muted-foreground max-sm:order-2">
        {t("field.min_stock_level")} <Quantity value={of.min_stock_level ?? "0"} />
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
      <ul className={table}>
        {answer.data?.rows.map((one) => (
          <li key={one.id} className="col-span-full grid grid-cols-subgrid">
            <Link to={pathOf("posting", one.id)} className={line}>
              <span className="flex justify-between gap-3 max-sm:col-span-full sm:contents">
                <span className="font-mono wrap-anywhere">{one.number}</span>
                <span className="max-w-32 truncate text-right text-muted-foreground sm:order-2 sm:max-2xl:hidden">
                  <UserName name={one.created_by_name} />
                </span>
              </span>
              <span className="truncate sm:order-1">
                {one.kind !== "posting" && `${t(`word.posting_kind.${one.kind}`)} `}
                {one.reference} <span className="text-muted-foreground">{t("post.line_count", { count: one.line_count ?? 0 })}</span>
              </span>
              <span className="text-right sm:order-3">
                <DateTime at={one.posted_at} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
