// Stock on hand, now or at the end of a day, by item and location or by item.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
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
import { formatDay } from "@/lib/format";
import { useListView, type ListSource } from "@/lib/useListView";

/** The minimum and the last movement are those of the item's total today: they exclude location, lot and date filters. */
const ofTotal = ["below_min", "last_movement_before"] as const;
const ofPart = ["location_id", "children", "lot", "as_of"] as const;

const filters: readonly Filter[] = [
  { name: "group_by", label: "stock.group_by", kind: "choice", any: "stock.by_location", options: [{ value: "item", word: "stock.by_item" }] },
  { name: "item_id", label: "field.item_id", kind: "pick", source: choices.item },
  { name: "location_id", label: "field.location_id", kind: "pick", source: choices.location, without: ofTotal },
  { ...thisPlaceAlone, also: { of: "category_id", label: "list.this_place_and_category" } },
  { name: "category_id", label: "field.category_id", kind: "pick", source: choices.item_category },
  { name: "lot", label: "field.lot", kind: "text", without: ofTotal },
  { name: "below_min", label: "stock.minimum", kind: "choice", options: [{ value: "true", word: "state.below_min" }], without: ofPart },
  { name: "last_movement_before", label: "stock.no_movement_since", kind: "day", without: [...ofPart, "known_at"] },
  { name: "as_of", label: "stock.as_of", kind: "day", without: ofTotal },
  { name: "known_at", label: "stock.known_at", kind: "day", without: ["last_movement_before"] },
];

const isByItem = (url: URLSearchParams): boolean => ["group_by", ...ofTotal].some((name) => url.get(name));
/** One row per item, with all of its stock today. */
const isTotal = (url: URLSearchParams): boolean => isByItem(url) && ![...ofPart, "known_at"].some((name) => url.get(name));

/** Of a part of the stock the last movement is not known. */
const sorts = (url: URLSearchParams): boolean => isByItem(url) && (isTotal(url) || !url.get("sort")?.endsWith("last_movement"));

const source: ListSource = { kind: "stock", path: "/api/inventory/stock", filters: filters.map(({ name }) => name), sorts };

const isShort = (row: StockRow): boolean => row.min_stock_level !== undefined && isBelow(row.available, row.min_stock_level);

export default function Stock() {
  const { t } = useTranslation();
  const view = useListView<StockRow>(source);
  const [url] = useSearchParams();
  const columns = useColumns(view.rows, isByItem(url), isTotal(url));
  return (
    <Page title={t("stock.title")}>
      <Filters view={view} filters={ofTotal.some(view.get) ? filters.filter(({ name }) => name !== "group_by") : filters} />
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
function useColumns(rows: readonly StockRow[], byItem: boolean, isWhole: boolean): Column<StockRow>[] {
  const places = mostPlaces(rows.flatMap((row) => [row.on_hand, row.available]));
  const minimum = mostPlaces(rows.map((row) => row.min_stock_level));
  const hasLots = rows.some((row) => row.lot);
  return useMemo(() => {
    const where: Column<StockRow>[] = [
      { id: "location_code", title: "field.location_id", isCode: true, onPhone: "plain", cell: (row) => row.location_code },
      ...(hasLots ? [lot] : []),
    ];
    const least: Column<StockRow>[] = [
      { id: "min_stock_level", title: "field.min_stock_level", isSortable: byItem, isNumber: true, cell: (row) => row.min_stock_level && <Quantity value={row.min_stock_level} places={minimum} /> },
      { id: "state", title: "field.state", onPhone: "plain", cell: (row) => (isShort(row) ? <StateBadge state="below_min" /> : "") },
    ];
    const moved: Column<StockRow> = { id: "last_movement", title: "stock.last_movement", isSortable: true, cell: (row) => row.last_movement && formatDay(row.last_movement) };
    return [
      { id: "item_code", title: "field.item_code", isSortable: byItem, isCode: true, onPhone: "title", cell: (row) => row.item_code },
      { id: "item_name", title: "field.item_name", onPhone: "title", cell: (row) => row.item_name },
      ...(byItem ? [] : where),
      { id: "on_hand", title: "field.on_hand", isSortable: byItem, isNumber: true, onPhone: "figure", cell: (row) => <Quantity value={row.on_hand} unit={row.uom} places={places} /> },
      { id: "available", title: "field.available", isSortable: byItem, isNumber: true, cell: (row) => <Quantity value={row.available} unit={row.uom} places={places} /> },
      ...(byItem ? least : []),
      ...(isWhole ? [moved] : []),
    ];
  }, [places, minimum, hasLots, byItem, isWhole]);
}
