// How much moved each day of the last two weeks: a chart, and the same as a table.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { RowsSkeleton } from "@/components/Skeletons";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatDay } from "@/lib/format";
import { useAuthStore } from "@/stores/authStore";
import { countByDay, dayIn, type Day } from "./days";

const twoWeeksMs = 14 * 24 * 60 * 60 * 1000;
const most = 1000;

const ways = [
  { way: "in", label: "field.quantity_in", color: "var(--success)" },
  { way: "out", label: "field.quantity_out", color: "var(--primary)" },
  { way: "transfer", label: "word.movement.transfer", color: "var(--muted-foreground)" },
  { way: "adjustment", label: "word.movement.adjustment", color: "var(--warning)" },
] as const;

export default function Movements() {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  const zone = useAuthStore((state) => state.user?.timezone);
  const dayOf = dayIn(zone);
  const [from] = useState(() => dayOf(new Date(Date.now() - twoWeeksMs).toISOString()));
  const params = { from, sort: "-transaction_date", limit: most };
  const answer = useQuery({ queryKey: keys.list("ledger", params), queryFn: ({ signal }) => inventoryAPI.getTransactions(params, signal) });
  const all = countByDay(answer.data?.rows ?? [], dayOf);
  // Of the day at which the answer was cut, not every line is there.
  const days = answer.data?.next ? all.slice(1) : all;
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
    <CardContent role="img" aria-label={t("dashboard.chart")} className="h-56 pl-0">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={days} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis dataKey="day" tickFormatter={formatDay} minTickGap={24} stroke="var(--muted-foreground)" fontSize={12} tickLine={false} />
          <YAxis width={48} allowDecimals={false} stroke="var(--muted-foreground)" fontSize={12} tickLine={false} axisLine={false} />
          <Legend />
          {ways.map(({ way, label, color }) => (
            <Bar key={way} dataKey={way} name={t(label)} stackId="day" fill={color} isAnimationActive={false} />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </CardContent>
  );
}

function DaysTable({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation();
  return (
    // A region that scrolls is reached by keyboard.
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
