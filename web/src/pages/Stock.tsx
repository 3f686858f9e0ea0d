// Stock on hand, now or at the end of a day, by item and location or by item.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { StockRow } from "@/api/types";
import { pathOf } from "@/records";
import { choices } from "@/components/choices";
import { DataTable } from "@/components/DataTable";
import { Filters, thisPlaceAlone, type Filter } from "@/components/Filters";
import { Page } from "@/components/Page";
import { PostReceiptLink } from "@/components/PostReceiptLink";
import { mostPlaces, Quantity } from "@/components/Quantity";
import type { Column } from "@/components/Rows";
import { StateBadge } from "@/components/StateBadge";
import { isBelow } from "@/lib/decimal";
import { useListView, type ListSource } from "@/lib/useListView";

/** The minimum applies to the item's total today: it excludes location, lot and date filters. */
const filters: readonly Filter[] = [
  { name: "group_by", label: "stock.group_by", kind: "choice", any: "stock.by_location", options: [{ value: "item", word: "stock.by_item" }] },
  { name: "item_id", label: "field.item_id", kind: "pick", source: choices.item },
  { name: "location_id", label: "field.location_id", kind: "pick", source: choices.location, without: ["below_min"] },
  { ...thisPlaceAlone, also: { of: "category_id", label: "list.this_place_and_category" } },
  { name: "category_id", label: "field.category_id", kind: "pick", source: choices.item_category },
  { name: "lot", label: "field.lot", kind: "text", without: ["below_min"] },
  { name: "below_min", label: "stock.minimum", kind: "choice", options: [{ value: "true", word: "state.below_min" }], without: ["location_id", "children", "lot", "as_of"] },
  { name: "as_of", label: "stock.as_of", kind: "day", without: ["below_min"] },
  { name: "known_at", label: "stock.known_at", kind: "day" },
];

const source: ListSource = { kind: "stock", path: "/api/inventory/stock", filters: filters.map(({ name }) => name) };

const isShort = (row: StockRow): boolean => row.min_stock_level !== undefined && isBelow(row.available, row.min_stock_level);

export default function Stock() {
  const { t } = useTranslation();
  const view = useListView<StockRow>(source);
  const columns = useColumns(view.rows, Boolean(view.get("group_by") ?? view.get("below_min")));
  return (
    <Page title={t("stock.title")}>
      <Filters view={view} filters={filters} />
      <DataTable
        view={view}
        columns={columns}
        label={t("stock.title")}
        rowKey={(row) => [row.item_id, row.location_id, row.lot].join("|")}
        rowPath={(row) => pathOf("item", row.item_id)}
        empty={{ text: t("stock.none"), action: <PostReceiptLink /> }}
      />
    </Page>
  );
}

const lot: Column<StockRow> = { id: "lot", title: "field.lot", isCode: true, cell: (row) => row.lot };

/** The minimum applies to the item's total, so it is not shown by location. */
function useColumns(rows: readonly StockRow[], isByItem: boolean): Column<StockRow>[] {
  const places = mostPlaces(rows.flatMap((row) => [row.on_hand, row.available]));
  const minimum = mostPlaces(rows.map((row) => row.min_stock_level));
  const hasLots = rows.some((row) => row.lot);
  return useMemo(() => {
    const where: Column<StockRow>[] = [
      { id: "location_code", title: "field.location_id", isCode: true, onPhone: "plain", cell: (row) => row.location_code },
      ...(hasLots ? [lot] : []),
    ];
    const least: Column<StockRow>[] = [
      { id: "min_stock_level", title: "field.min_stock_level", isNumber: true, cell: (row) => row.min_stock_level && <Quantity value={row.min_stock_level} places={minimum} /> },
      { id: "state", title: "field.state", onPhone: "plain", cell: (row) => (isShort(row) ? <StateBadge state="below_min" /> : "") },
    ];
    return [
      { id: "item_code", title: "field.item_code", isCode: true, onPhone: "title", cell: (row) => row.item_code },
      { id: "item_name", title: "field.item_name", onPhone: "title", cell: (row) => row.item_name },
      ...(isByItem ? [] : where),
      { id: "on_hand", title: "field.on_hand", isNumber: true, onPhone: "figure", cell: (row) => <Quantity value={row.on_hand} unit={row.uom} places={places} /> },
      { id: "available", title: "field.available", isNumber: true, cell: (row) => <Quantity value={row.available} unit={row.uom} places={places} /> },
      ...(isByItem ? least : []),
    ];
  }, [places, minimum, hasLots, isByItem]);
}
