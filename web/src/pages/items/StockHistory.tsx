// Stock on hand over time, by day or month: a chart, and the same as a table.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { HistoryPoint, HistoryStep, Item } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { Plot, yOf } from "@/components/Plot";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { approximate } from "@/lib/decimal";
import { formatAxisDay, formatAxisMonth, formatDay, formatDecimal, formatMonth } from "@/lib/format";
import { ticksOf } from "@/lib/ticks";

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
  const label = t("items.chart", { from: nameOf(step, first?.period ?? ""), to: nameOf(step, last?.period ?? ""), last: formatDecimal(last?.on_hand ?? "0"), unit: item.uom });
  const heights = points.map(({ on_hand }) => approximate(on_hand));
  const minimum = item.min_stock_level ? approximate(item.min_stock_level) : undefined;
  const ticks = ticksOf([...heights, minimum ?? 0]);
  const y = (value: number) => yOf(value, ticks);
  const outline = heights.map((height, i) => `${i === 0 ? "M0" : "V"} ${y(height)}H${(100 * (i + 1)) / heights.length}`).join("");
  const inAxis = step === "day" ? formatAxisDay : formatAxisMonth;
  return (
    <CardContent className="pl-0">
      <Plot label={label} ticks={ticks} columns={points.map(({ period }) => inAxis(period))} tip={(column) => <Point point={points[column]} unit={item.uom} step={step} />}>
        <path d={`${outline}V${y(0)}H0Z`} fill="var(--primary)" fillOpacity={0.12} />
        <path d={outline} fill="none" stroke="var(--primary)" strokeWidth={2} vectorEffect="non-scaling-stroke" />
        {minimum !== undefined && <path d={`M0 ${y(minimum)}H100`} stroke="var(--warning)" strokeDasharray="4 4" vectorEffect="non-scaling-stroke" />}
      </Plot>
    </CardContent>
  );
}

function Point({ point, unit, step }: { point: HistoryPoint | undefined; unit: string; step: HistoryStep }) {
  if (!point) return null;
  return (
    <>
      <p className="text-muted-foreground">{nameOf(step, point.period)}</p>
      <Quantity value={point.on_hand} unit={unit} />
    </>
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
