// Stock on hand over time, by day or month: a chart, and the same as a table.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Area, AreaChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { HistoryPoint, HistoryStep, Item } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { approximate } from "@/lib/decimal";
import { formatAxis, formatAxisDay, formatAxisMonth, formatDay, formatDecimal, formatMonth } from "@/lib/format";

const steps: readonly HistoryStep[] = ["day", "month"];

export default function StockHistory({ item }: { item: Item }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<HistoryStep>("day");
  const [isTable, setTable] = useState(false);
  const params = { step };
  const answer = useQuery({ queryKey: keys.part("stock", item.id, "history", params), queryFn: ({ signal }) => inventoryAPI.getHistory(item.id, params, signal) });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const points = answer.data?.rows ?? [];
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("items.history")}</CardTitle>
        <div className="flex flex-wrap gap-1" data-print="no">
          {steps.map((one) => (
            <Button key={one} variant={one === step ? "outline" : "ghost"} size="sm" aria-pressed={one === step} onClick={() => setStep(one)}>
              {t(`items.step.${one}`)}
            </Button>
          ))}
          <Button variant={isTable ? "outline" : "ghost"} size="sm" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            {t("items.as_table")}
          </Button>
        </div>
      </CardHeader>
      {answer.isPending && (
        <CardContent>
          <Skeleton className="late h-48 w-full" />
        </CardContent>
      )}
      {points.length > 0 && (isTable ? <PointsTable points={points} item={item} step={step} /> : <Chart points={points} item={item} step={step} />)}
    </Card>
  );
}

interface Shown {
  points: HistoryPoint[];
  item: Item;
  step: HistoryStep;
}

const nameOf = (step: HistoryStep, period: string): string => (step === "day" ? formatDay(period) : formatMonth(period));

function Chart({ points, item, step }: Shown) {
  const { t } = useTranslation();
  const first = points[0];
  const last = points[points.length - 1];
  const drawn = points.map((point) => ({ ...point, height: approximate(point.on_hand) }));
  const label = t("items.chart", { from: nameOf(step, first?.period ?? ""), to: nameOf(step, last?.period ?? ""), last: formatDecimal(last?.on_hand ?? "0"), unit: item.uom });
  return (
    <CardContent role="img" aria-label={label} className="h-56 pl-0">
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart data={drawn} margin={{ top: 8, right: 28, bottom: 0, left: 8 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis dataKey="period" tickFormatter={step === "day" ? formatAxisDay : formatAxisMonth} minTickGap={48} stroke="var(--muted-foreground)" fontSize={12} tickLine={false} />
          <YAxis width={56} stroke="var(--muted-foreground)" fontSize={12} tickLine={false} axisLine={false} tickFormatter={formatAxis} />
          <Tooltip content={({ payload }) => <Point point={payload[0]?.payload as HistoryPoint | undefined} unit={item.uom} step={step} />} isAnimationActive={false} />
          {item.min_stock_level && <ReferenceLine y={approximate(item.min_stock_level)} stroke="var(--warning)" strokeDasharray="4 4" />}
          <Area type="stepAfter" dataKey="height" stroke="var(--primary)" strokeWidth={2} fill="var(--primary)" fillOpacity={0.12} isAnimationActive={false} />
        </AreaChart>
      </ResponsiveContainer>
    </CardContent>
  );
}

function Point({ point, unit, step }: { point: HistoryPoint | undefined; unit: string; step: HistoryStep }) {
  if (!point) return null;
  return (
    <div className="rounded-md border bg-popover px-3 py-2 text-popover-foreground shadow-md">
      <p className="text-muted-foreground">{nameOf(step, point.period)}</p>
      <Quantity value={point.on_hand} unit={unit} />
    </div>
  );
}

/** Newest first. */
function PointsTable({ points, item, step }: Shown) {
  const { t } = useTranslation();
  const places = mostPlaces(points.flatMap((point) => [point.on_hand, point.quantity_in, point.quantity_out]));
  return (
    // Focusable, to scroll by keyboard.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
    <div role="region" aria-label={t("items.history")} tabIndex={0} className="max-h-80 overflow-auto">
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>{t(step === "day" ? "field.transaction_date" : "field.period")}</TableHead>
            <TableHead className="text-right">{t("field.quantity_in")}</TableHead>
            <TableHead className="text-right">{t("field.quantity_out")}</TableHead>
            <TableHead className="text-right">{t("field.on_hand")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {[...points].reverse().map((point) => (
            <TableRow key={point.period}>
              <TableCell className="whitespace-nowrap">{nameOf(step, point.period)}</TableCell>
              <TableCell className="text-right">
                <Quantity value={point.quantity_in} places={places} />
              </TableCell>
              <TableCell className="text-right">
                <Quantity value={point.quantity_out} places={places} />
              </TableCell>
              <TableCell className="text-right">
                <Quantity value={point.on_hand} unit={item.uom} places={places} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
