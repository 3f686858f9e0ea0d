// Ledger lines per day of the last two weeks: a chart, and the same as a table.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { signs } from "@/components/Movement";
import { RowsSkeleton } from "@/components/Skeletons";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { dayBefore, today } from "@/lib/day";
import { formatAxisDay, formatCount, formatDay } from "@/lib/format";
import { useAuthStore } from "@/stores/authStore";
import { daysOf, type Day } from "./days";

const shownDays = 14;

/** Colours that also differ in brightness, in both themes. */
const ways = [
  { way: "in", label: "field.quantity_in", color: "var(--primary)" },
  { way: "out", label: "field.quantity_out", color: "color-mix(in oklab, var(--foreground) 75%, var(--background))" },
  { way: "transfer", label: "word.movement.transfer", color: "var(--input)" },
  { way: "adjustment", label: "word.movement.adjustment", color: "var(--warning)" },
] as const;

type Way = (typeof ways)[number]["way"];

export default function Movements() {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  const to = today(useAuthStore((state) => state.user?.timezone) ?? "UTC");
  const from = dayBefore(to, shownDays - 1);
  const params = { from, to };
  const answer = useQuery({ queryKey: keys.part("ledger", "all", "movements", params), queryFn: ({ signal }) => inventoryAPI.getMovements(params, signal) });
  const rows = answer.data?.rows ?? [];
  const days = rows.length > 0 ? daysOf(rows, from, to) : [];
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("dashboard.movements")}</CardTitle>
        <Button variant={isTable ? "outline" : "ghost"} size="sm" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {t("dashboard.as_table")}
        </Button>
      </CardHeader>
      {answer.isPending && <RowsSkeleton rows={5} />}
      {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && days.length === 0 && <EmptyState text={t("dashboard.no_movements")} />}
      {days.length > 0 && (isTable ? <DaysTable days={days} /> : <Chart days={days} />)}
    </Card>
  );
}

function Chart({ days }: { days: Day[] }) {
  const { t } = useTranslation();
  return (
    <CardContent className="pl-0">
      <div role="img" aria-label={t("dashboard.chart")} className="h-48">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart data={days} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--border)" />
            <XAxis dataKey="day" tickFormatter={formatAxisDay} minTickGap={16} stroke="var(--muted-foreground)" fontSize={12} tickLine={false} />
            <YAxis width={48} allowDecimals={false} stroke="var(--muted-foreground)" fontSize={12} tickLine={false} axisLine={false} />
            <Tooltip cursor={{ fill: "var(--muted)" }} content={({ payload }) => <Tip day={payload[0]?.payload as Day | undefined} />} isAnimationActive={false} />
            {ways.map(({ way, label, color }) => (
              <Bar key={way} dataKey={way} name={t(label)} stackId="day" fill={color} isAnimationActive={false} />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <ul className="flex flex-wrap justify-center gap-x-4 gap-y-1 pt-2 pl-4">
        {ways.map(({ way }) => (
          <li key={way}>
            <Way of={way} />
          </li>
        ))}
      </ul>
    </CardContent>
  );
}

/** Chart colour, icon and name of a direction. */
function Way({ of }: { of: Way }) {
  const { t } = useTranslation();
  const Icon = signs[of];
  const { label, color } = ways.find(({ way }) => way === of) ?? ways[0];
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className="size-3 rounded-sm" style={{ background: color }} />
      <Icon aria-hidden className="size-4 text-muted-foreground" />
      {t(label)}
    </span>
  );
}

function Tip({ day }: { day: Day | undefined }) {
  if (!day) return null;
  return (
    <div className="rounded-md border bg-popover px-3 py-2 text-popover-foreground shadow-md">
      <p className="text-muted-foreground">{formatDay(day.day)}</p>
      {ways.map(({ way }) => (
        <p key={way} className="flex justify-between gap-4">
          <Way of={way} />
          {formatCount(day[way])}
        </p>
      ))}
    </div>
  );
}

function DaysTable({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation();
  return (
    // Focusable, to scroll by keyboard.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
    <div role="region" aria-label={t("dashboard.movements")} tabIndex={0} className="overflow-x-auto">
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>{t("field.transaction_date")}</TableHead>
            {ways.map(({ way, label }) => (
              <TableHead key={way} className="text-right">
                {t(label)}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {days.toReversed().map((day) => (
            <TableRow key={day.day}>
              <TableCell className="whitespace-nowrap">{formatDay(day.day)}</TableCell>
              {ways.map(({ way }) => (
                <TableCell key={way} className="text-right">
                  {formatCount(day[way])}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
