// The last movements of an item; the ledger has all of them.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { Item } from "@/api/types";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Moment } from "@/components/Moment";
import { Movement } from "@/components/Movement";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { RowsSkeleton } from "@/components/Skeletons";
import { button } from "@/components/ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

const most = 20;

export function ItemLedger({ record }: { record: Item }) {
  const { t } = useTranslation();
  const params = { item_id: record.id, limit: most };
  const answer = useQuery({ queryKey: keys.list("ledger", params), queryFn: ({ signal }) => inventoryAPI.getTransactions(params, signal) });
  if (answer.isPending) return <RowsSkeleton rows={4} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const { rows, next } = answer.data;
  if (rows.length === 0) return <EmptyState text={t("items.never_moved")} />;
  const places = mostPlaces(rows.map((row) => row.quantity));
  return (
    <>
      {/* A region that scrolls is reached by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex */}
      <div role="region" aria-label={t("items.ledger")} tabIndex={0} className="overflow-x-auto rounded-md border bg-card">
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>{t("field.transaction_date")}</TableHead>
              <TableHead>{t("field.transaction_type")}</TableHead>
              <TableHead className="text-right">{t("field.quantity")}</TableHead>
              <TableHead className="pl-6">{t("field.location_id")}</TableHead>
              <TableHead>{t("field.posting_number")}</TableHead>
              <TableHead>{t("field.reference")}</TableHead>
              <TableHead>{t("field.created_by_name")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.id}>
                <TableCell>
                  <Moment at={row.transaction_date} form="day" />
                </TableCell>
                <TableCell>
                  <Movement type={row.transaction_type} />
                </TableCell>
                <TableCell className="text-right">
                  <Quantity value={row.quantity} unit={record.uom} places={places} withSign />
                </TableCell>
                <TableCell className="pl-6 font-mono whitespace-nowrap">{row.location_code}</TableCell>
                <TableCell>
                  <Link to={`/postings/${row.posting_id}`} className="font-mono whitespace-nowrap hover:underline">
                    {row.posting_number}
                  </Link>
                </TableCell>
                <TableCell>{row.reference}</TableCell>
                <TableCell>{row.created_by_name}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {next && (
        <Link to={`/ledger?item_id=${record.id}`} className={button({ variant: "outline", className: "mt-3" })}>
          {t("items.whole_ledger")}
        </Link>
      )}
    </>
  );
}
