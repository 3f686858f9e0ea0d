// Stock of an item: in total, by location, over time.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { Item, ItemStockAnswer } from "@/api/types";
import { usePermission } from "@/auth/permissions";
import { ErrorState } from "@/components/ErrorState";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { RowsSkeleton } from "@/components/Skeletons";
import { StateBadge } from "@/components/StateBadge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

const StockHistory = lazy(() => import("./StockHistory"));

export function ItemStock({ record }: { record: Item }) {
  if (!usePermission("stock.read")) return null;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <OnHand item={record} />
      <Suspense fallback={<RowsSkeleton rows={5} />}>
        <StockHistory item={record} />
      </Suspense>
    </div>
  );
}

function OnHand({ item }: { item: Item }) {
  const { t } = useTranslation();
  const answer = useQuery({ queryKey: keys.part("stock", item.id, "places"), queryFn: ({ signal }) => inventoryAPI.getItemStock(item.id, signal) });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("items.stock")}</CardTitle>
        {answer.data && <Total stock={answer.data} />}
      </CardHeader>
      {answer.isPending && <RowsSkeleton rows={2} />}
      {answer.data?.locations.length === 0 && <CardContent className="text-muted-foreground">{t("items.no_stock")}</CardContent>}
      {answer.data && answer.data.locations.length > 0 && <Places stock={answer.data} />}
    </Card>
  );
}

/** Available is shown if it differs from on hand: stock may be blocked or in inspection. */
function Total({ stock }: { stock: ItemStockAnswer }) {
  const { t } = useTranslation();
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      {stock.below_min && <StateBadge state="below_min" />}
      {stock.available !== stock.on_hand && (
        <span className="text-muted-foreground">
          {t("field.available")} <Quantity value={stock.available} unit={stock.uom} />
        </span>
      )}
      <span className="text-base font-semibold">
        <Quantity value={stock.on_hand} unit={stock.uom} />
      </span>
    </p>
  );
}

function Places({ stock: { locations, uom } }: { stock: ItemStockAnswer }) {
  const { t } = useTranslation();
  const places = mostPlaces(locations.map((row) => row.on_hand));
  const hasLots = locations.some((row) => row.lot);
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>{t("field.location_id")}</TableHead>
          {hasLots && <TableHead>{t("field.lot")}</TableHead>}
          <TableHead className="text-right">{t("field.on_hand")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {locations.map((row) => (
          <TableRow key={`${row.location_id ?? ""} ${row.lot ?? ""}`}>
            <TableCell>
              <Link to={`/locations/${row.location_id ?? ""}`} className="hover:underline">
                <span className="font-mono">{row.location_code}</span> {row.location_name}
              </Link>
            </TableCell>
            {hasLots && <TableCell className="font-mono">{row.lot}</TableCell>}
            <TableCell className="text-right">
              <Quantity value={row.on_hand} unit={uom} places={places} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
