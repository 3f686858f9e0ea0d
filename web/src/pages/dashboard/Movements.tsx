// What came in against what went out, by week: a chart, and the same as a table.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { signs } from "@/components/Movement";
import { Plot, yOf } from "@/components/Plot";
import { RowsSkeleton } from "@/components/Skeletons";
import { Button, button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { dayBefore, today } from "@/lib/day";
import { formatAxisDay, formatCount, formatDay } from "@/lib/format";
import { ticksOf } from "@/lib/ticks";
import { useAuthStore } from "@/stores/authStore";
import { mondayOf, weeksOf, type Week } from "./weeks";

const shownWeeks = 12;
/** Stock that did not move for so long is worth a look. */
const idleDays = 90;

/** Colours that also differ in brightness, in both themes. */
const ways = [
  { way: "in", label: "field.quantity_in", color: "var(--primary)" },
  { way: "out", label: "field.quantity_out", color: "color-mix(in oklab, var(--foreground) 75%, var(--background))" },
] as const;

const WeeksTable = lazy(() => import("./WeeksTable"));

export function Movements() {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  const to = today(useAuthStore((state) => state.user?.timezone) ?? "UTC");
  const from = dayBefore(mondayOf(to), 7 * (shownWeeks - 1));
  const params = { from, to };
  const answer = useQuery({ queryKey: keys.part("ledger", "all", "movements", params), queryFn: ({ signal }) => inventoryAPI.getMovements(params, signal) });
  const rows = answer.data?.rows ?? [];
  const weeks = rows.length > 0 ? weeksOf(rows, from, to) : [];
  return (
    <Card>
      <CardHeader>
        <CardTitle className="mr-auto">{t("dashboard.movements")}</CardTitle>
        <Link to={`/stock?last_movement_before=${dayBefore(to, idleDays)}`} className={button({ variant: "link", size: "inline" })}>
          {t("dashboard.idle", { count: idleDays })}
        </Link>
        <Button variant={isTable ? "outline" : "ghost"} size="sm" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {t("dashboard.as_table")}
        </Button>
      </CardHeader>
      {answer.isPending && <RowsSkeleton rows={5} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && weeks.length === 0 && <EmptyState text={t("dashboard.no_movements")} />}
      {weeks.length > 0 && (isTable ? <Suspense fallback={<RowsSkeleton rows={5} />}><WeeksTable weeks={weeks} ways={ways} /></Suspense> : <Chart weeks={weeks} />)}
    </Card>
  );
}

/** Of the width of a week. */
const barWidth = 0.3;

function Chart({ weeks }: { weeks: Week[] }) {
  const { t } = useTranslation();
  const ticks = ticksOf(weeks.flatMap((week) => [week.in, week.out]), 1);
  const slot = 100 / weeks.length;
  return (
    <CardContent className="pl-0">
      <Plot label={t("dashboard.chart")} ticks={ticks} columns={weeks.map(({ from }) => formatAxisDay(from))} tip={(column) => <Tip week={weeks[column]} />}>
        {weeks.flatMap((week, i) =>
          ways.map(({ way, color }, place) => {
            const top = yOf(week[way], ticks);
            return <rect key={`${week.from} ${way}`} x={slot * (i + 0.5 + (place - 1) * barWidth)} width={slot * barWidth} y={top} height={100 - top} fill={color} />;
          }),
        )}
      </Plot>
      <ul className="flex flex-wrap justify-center gap-x-4 gap-y-1 pt-2 pl-4">
        {ways.map((way) => (
          <li key={way.way}>
            <Way of={way} />
          </li>
        ))}
      </ul>
    </CardContent>
  );
}

/** Chart colour, icon and name of a direction. */
function Way({ of: { way, label, color } }: { of: (typeof ways)[number] }) {
  const { t } = useTranslation();
  const Icon = signs[way];
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className="size-3 rounded-sm" style={{ background: color }} />
      <Icon aria-hidden className="size-4 text-muted-foreground" />
      {t(label)}
    </span>
  );
}

function Tip({ week }: { week: Week | undefined }) {
  const { t } = useTranslation();
  if (!week) return null;
  return (
    <>
      <p className="text-muted-foreground">{t("dashboard.week_of", { day: formatDay(week.from) })}</p>
      {ways.map((way) => (
        <p key={way.way} className="flex justify-between gap-4">
          <Way of={way} />
          {formatCount(week[way.way])}
        </p>
      ))}
    </>
  );
}
