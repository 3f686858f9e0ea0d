// The last movements of an item, with a link to the full ledger.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { Item, StockTransaction } from "@/api/types";
import { pathOf } from "@/records";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { DateTime } from "@/components/DateTime";
import { Movement } from "@/components/Movement";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { Rows, type Column } from "@/components/Rows";
import { RowsSkeleton } from "@/components/Skeletons";
import { button } from "@/components/ui/button";
import { UserName } from "@/components/UserName";

const most = 20;

function columnsOf(item: Item, rows: readonly StockTransaction[]): Column<StockTransaction>[] {
  const places = mostPlaces(rows.map((row) => row.quantity));
  return [
    { id: "posting_number", title: "field.posting_number", isCode: true, onPhone: "title", cell: (row) => row.posting_number },
    { id: "transaction_date", title: "field.transaction_date", onPhone: "title", cell: (row) => <DateTime at={row.transaction_date} form="day" /> },
    { id: "transaction_type", title: "field.transaction_type", onPhone: "plain", cell: (row) => <Movement type={row.transaction_type} /> },
    { id: "quantity", title: "field.quantity", isNumber: true, onPhone: "figure", cell: (row) => <Quantity value={row.quantity} unit={item.uom} places={places} withSign /> },
    { id: "location_code", title: "field.location_id", isCode: true, onPhone: "plain", cell: (row) => row.location_code },
    { id: "reference", title: "field.reference", cell: (row) => row.reference },
    { id: "created_by_name", title: "field.created_by_name", isExtra: true, cell: (row) => <UserName name={row.created_by_name} /> },
  ];
}

export function ItemLedger({ record }: { record: Item }) {
  const { t } = useTranslation();
  const params = { item_id: record.id, limit: most };
  const answer = useQuery({ queryKey: keys.list("ledger", params), queryFn: ({ signal }) => inventoryAPI.getTransactions(params, signal) });
  if (answer.isPending) return <RowsSkeleton rows={4} />;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const { rows, next } = answer.data;
  if (rows.length === 0) return <EmptyState text={t("items.never_moved")} />;
  return (
    <>
      <div className="rounded-md border bg-card">
        <Rows rows={rows} columns={columnsOf(record, rows)} label={t("items.ledger")} rowKey={({ id }) => id} rowPath={(row) => pathOf("posting", row.posting_id)} />
      </div>
      {next && (
        <Link to={`/ledger?item_id=${record.id}`} className={button({ variant: "outline", className: "mt-3" })}>
          {t("items.whole_ledger")}
        </Link>
      )}
    </>
  );
}
