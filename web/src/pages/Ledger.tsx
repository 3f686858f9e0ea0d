// The ledger: every line that moved stock, newest first.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { movementNames, type StockTransaction } from "@/api/types";
import { pathOf } from "@/records";
import { choices } from "@/components/choices";
import { DataTable } from "@/components/DataTable";
import { Filters, thisPlaceAlone, type Filter } from "@/components/Filters";
import { DateTime } from "@/components/DateTime";
import { Movement } from "@/components/Movement";
import { Page } from "@/components/Page";
import { PostReceiptLink } from "@/components/PostReceiptLink";
import { mostPlaces, Quantity } from "@/components/Quantity";
import type { Column } from "@/components/Rows";
import { UserName } from "@/components/UserName";
import { useListView, type ListSource } from "@/lib/useListView";

const filters: readonly Filter[] = [
  { name: "item_id", label: "field.item_id", kind: "pick", source: choices.item },
  { name: "location_id", label: "field.location_id", kind: "pick", source: choices.location },
  thisPlaceAlone,
  { name: "lot", label: "field.lot", kind: "text" },
  {
    name: "transaction_type",
    label: "field.transaction_type",
    kind: "choice",
    options: movementNames.map((name) => ({ value: name, word: `word.movement.${name}` as const })),
  },
  { name: "from", label: "list.from", kind: "day" },
  { name: "to", label: "list.to", kind: "day" },
  { name: "issued_to", label: "field.issued_to", kind: "pick", source: choices.recipient },
  { name: "reference", label: "field.reference", kind: "text" },
];

/** Filters set by links from other pages, shown only then. */
const linked: readonly Filter[] = [
  { name: "charge_to", label: "field.charge_to", kind: "pick", source: choices.recipient },
  { name: "posted_from", label: "field.posted_from", kind: "day" },
];

const source: ListSource = {
  kind: "ledger",
  path: "/api/inventory/transactions",
  filters: [...filters, ...linked].map(({ name }) => name),
};

export default function Ledger() {
  const { t } = useTranslation();
  const view = useListView<StockTransaction>(source);
  const columns = useColumns(view.rows);
  return (
    <Page title={t("ledger.title")}>
      <Filters view={view} filters={[...filters, ...linked.filter(({ name }) => view.get(name))]} />
      <DataTable
        view={view}
        columns={columns}
        label={t("ledger.title")}
        rowKey={({ id }) => id}
        rowPath={(row) => pathOf("posting", row.posting_id)}
        empty={{ text: t("ledger.none"), action: <PostReceiptLink /> }}
      />
    </Page>
  );
}

const lot: Column<StockTransaction> = { id: "lot", title: "field.lot", isCode: true, cell: (row) => row.lot };

function useColumns(rows: readonly StockTransaction[]): Column<StockTransaction>[] {
  const places = mostPlaces(rows.map((row) => row.quantity));
  const hasLots = rows.some((row) => row.lot);
  return useMemo(() => {
    return [
      { id: "posting_number", title: "field.posting_number", isCode: true, onPhone: "title", cell: (row) => row.posting_number },
      { id: "transaction_date", title: "field.transaction_date", isSortable: true, onPhone: "plain", cell: (row) => <DateTime at={row.transaction_date} form="recent" /> },
      { id: "transaction_type", title: "field.transaction_type", onPhone: "plain", cell: (row) => <Movement type={row.transaction_type} /> },
      { id: "item_code", title: "field.item_code", isCode: true, onPhone: "plain", cell: (row) => row.item_code },
      { id: "item_name", title: "field.item_name", onPhone: "title", cell: (row) => row.item_name },
      { id: "location_code", title: "field.location_id", isCode: true, onPhone: "plain", cell: (row) => row.location_code },
      ...(hasLots ? [lot] : []),
      { id: "quantity", title: "field.quantity", isNumber: true, onPhone: "figure", cell: (row) => <Quantity value={row.quantity} unit={row.uom ?? ""} places={places} withSign /> },
      { id: "reference", title: "field.reference", cell: (row) => row.reference },
      { id: "created_by_name", title: "field.created_by_name", isExtra: true, cell: (row) => <UserName name={row.created_by_name} /> },
    ];
  }, [places, hasLots]);
}
