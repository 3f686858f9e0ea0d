// Stock on hand at a location and all below it.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { Location } from "@/api/types";
import { useCanOpen } from "@/app/useCanOpen";
import { usePermission } from "@/auth/permissions";
import { ErrorState } from "@/components/ErrorState";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { RowsSkeleton } from "@/components/Skeletons";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

const most = 20;

export function LocationStock({ record }: { record: Location }) {
  const { t } = useTranslation();
  const may = usePermission("stock.read");
  const canOpen = useCanOpen();
  const all = `/stock?location_id=${record.id}`;
  const params = { location_id: record.id, limit: most };
  const answer = useQuery({ queryKey: keys.list("stock", params), queryFn: ({ signal }) => inventoryAPI.getStock(params, signal), enabled: may });
  if (!may) return null;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const rows = answer.data?.rows ?? [];
  const places = mostPlaces(rows.map((row) => row.on_hand));
  const isBelow = rows.some((row) => row.location_id !== record.id);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("masters.location.here")}</CardTitle>
        {answer.data?.next && canOpen(all) && (
          <Link to={all} className="text-primary underline-offset-4 hover:underline">
            {t("masters.location.all_here")}
          </Link>
        )}
      </CardHeader>
      {answer.isPending && <RowsSkeleton rows={4} />}
      {answer.data && rows.length === 0 && <CardContent className="text-muted-foreground">{t("masters.location.empty")}</CardContent>}
      {rows.length > 0 && (
        <div className="overflow-x-auto">
          <Table>
            <TableHeader>
              <TableRow>
                <TableHead>{t("field.item_id")}</TableHead>
                {isBelow && <TableHead>{t("field.location_id")}</TableHead>}
                <TableHead className="text-right">{t("field.on_hand")}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {rows.map((row) => (
                <TableRow key={`${row.item_id} ${row.location_id ?? ""} ${row.lot ?? ""}`}>
                  <TableCell>
                    <Link to={`/items/${row.item_id}`} className="hover:underline">
                      <span className="font-mono">{row.item_code}</span> {row.item_name}
                    </Link>
                    {row.lot && <span className="text-muted-foreground"> {t("masters.location.lot", { lot: row.lot })}</span>}
                  </TableCell>
                  {isBelow && <TableCell className="font-mono">{row.location_code}</TableCell>}
                  <TableCell className="text-right">
                    <Quantity value={row.on_hand} unit={row.uom} places={places} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </Card>
  );
}
