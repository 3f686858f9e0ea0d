// The list of items, as a table or as cards.
import { LayoutGrid, Rows3 } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { mastersAPI } from "@/api/services";
import type { Decimal, Item, ItemCategory } from "@/api/types";
import { usePermission } from "@/auth/permissions";
import { choices } from "@/components/choices";
import { DataTable } from "@/components/DataTable";
import { activeFilter, Filters, type Filter } from "@/components/Filters";
import ItemCard, { isBelowMinimum } from "@/components/ItemCard";
import { Page } from "@/components/Page";
import { mostPlaces, Quantity } from "@/components/Quantity";
import type { Column } from "@/components/Rows";
import { StateBadge } from "@/components/StateBadge";
import { Button } from "@/components/ui/button";
import { ChoiceName } from "@/forms/ChoiceName";
import { remembered, useRemembered } from "@/lib/remembered";
import { useListView, type ListSource } from "@/lib/useListView";
import { NewLink, useNewKey } from "@/pages/masters/ListPage";
import { pathTo } from "@/pages/masters/master";
import { useRecordActions } from "@/pages/masters/RecordActions";
import { useAll } from "@/pages/masters/useAll";
import { item } from "./item";

const shape = remembered("items_as", ["table", "cards"]);

const filters: readonly Filter[] = [
  { name: "category_id", label: "field.category_id", kind: "pick", source: choices.item_category },
  { name: "below_min", label: "field.min_stock_level", kind: "choice", options: [{ value: "true", word: "state.below_min" }] },
  activeFilter,
];

/** Filters set by links from other pages, shown only then. */
const linked: readonly Filter[] = [
  { name: "uom", label: "field.uom", kind: "pick", source: choices.uom },
  { name: "default_supplier_id", label: "field.default_supplier_id", kind: "pick", source: choices.supplier },
  { name: "default_location_id", label: "field.default_location_id", kind: "pick", source: choices.location },
];

const source: ListSource = {
  kind: "items",
  path: mastersAPI.item.path,
  filters: [...filters, ...linked].map(({ name }) => name),
  defaults: { sort: "item_code" },
};

export default function ItemList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const view = useListView<Item>(source);
  const [as] = useRemembered(shape);
  const mayEdit = usePermission("item.update");
  const columns = useColumns(view.rows, view.get("below_min") !== undefined);
  useNewKey(item);
  const edit = (one: Item) => void navigate(`${pathTo(item, one)}?edit=1`);
  return (
    <Page title={t("masters.item.title")} actions={<NewLink of={item} />}>
      <div className="flex flex-wrap items-end gap-2">
        <Filters view={view} filters={[...filters, ...linked.filter(({ name }) => view.get(name))]} what={t("masters.item.plural")} />
        <ShapeButtons />
      </div>
      <DataTable
        view={view}
        columns={columns}
        label={t("masters.item.title")}
        rowKey={({ id }) => id}
        rowPath={(one) => pathTo(item, one)}
        empty={{ text: t("masters.item.none"), action: <NewLink of={item} /> }}
        actions={useRecordActions(item, view)}
        {...(as === "cards" && { card: (one: Item) => <ItemCard item={one} to={pathTo(item, one)} {...(mayEdit && { onEdit: edit })} /> })}
      />
    </Page>
  );
}

function ShapeButtons() {
  const { t } = useTranslation();
  const [as, setAs] = useRemembered(shape);
  const icons = { table: Rows3, cards: LayoutGrid };
  return (
    <div role="group" aria-label={t("items.shape")} className="ml-auto hidden sm:flex" data-print="no">
      {(["table", "cards"] as const).map((one) => {
        const Icon = icons[one];
        return (
          <Button key={one} variant={as === one ? "outline" : "ghost"} size="icon" aria-pressed={as === one} aria-label={t(`items.as_${one}`)} onClick={() => setAs(one)}>
            <Icon aria-hidden />
          </Button>
        );
      })}
    </div>
  );
}

/** Below minimum: what is missing, how much to order, and from whom. */
function toOrder(rows: readonly Item[], mayReadSuppliers: boolean): Column<Item>[] {
  const places = mostPlaces(rows.flatMap((row) => [row.available, row.min_stock_level, row.reorder_qty]));
  const quantity = (row: Item, value: Decimal | undefined) => value !== undefined && <Quantity value={value} unit={row.uom} places={places} />;
  const supplier: Column<Item> = {
    id: "default_supplier_id",
    title: "field.default_supplier_id",
    cell: (row) => row.default_supplier_id && <ChoiceName source={choices.supplier} value={row.default_supplier_id} />,
  };
  return [
    { id: "available", title: "field.available", isSortable: true, isNumber: true, cell: (row) => quantity(row, row.available) },
    { id: "min_stock_level", title: "field.min_stock_level", isSortable: true, isNumber: true, cell: (row) => quantity(row, row.min_stock_level) },
    { id: "shortage", title: "items.shortage", isSortable: true, isNumber: true, onPhone: "figure", cell: (row) => quantity(row, row.shortage) },
    { id: "reorder_qty", title: "field.reorder_qty", isNumber: true, cell: (row) => quantity(row, row.reorder_qty) },
    ...(mayReadSuppliers ? [supplier] : []),
  ];
}

function useColumns(rows: readonly Item[], isBelowMin: boolean): Column<Item>[] {
  const categories = useAll<ItemCategory>({ kind: "categories", path: mastersAPI.item_category.path }, { is_active: "all" });
  const mayReadSuppliers = usePermission("supplier.read");
  const mayReadStock = usePermission("stock.read");
  return useMemo(() => {
    const names = new Map(categories.data?.map(({ id, name }) => [id, name]));
    const onHand = mostPlaces(rows.map((row) => row.on_hand));
    const minimum = mostPlaces(rows.map((row) => row.min_stock_level));
    const usual: Column<Item>[] = [
      { id: "category_id", title: "field.category_id", onPhone: "none", cell: (row) => names.get(row.category_id) ?? "" },
      { id: "on_hand", title: "field.on_hand", isSortable: mayReadStock, isNumber: true, onPhone: "figure", cell: (row) => row.on_hand && <Quantity value={row.on_hand} unit={row.uom} places={onHand} /> },
      { id: "min_stock_level", title: "field.min_stock_level", isSortable: true, isNumber: true, cell: (row) => row.min_stock_level && <Quantity value={row.min_stock_level} places={minimum} /> },
      { id: "state", title: "field.state", onPhone: "plain", cell: stateOf },
    ];
    return [
      { id: "item_code", title: "field.item_code", isSortable: true, isCode: true, onPhone: "title", cell: (row) => row.item_code },
      { id: "item_name", title: "field.item_name", isSortable: true, onPhone: "title", cell: (row) => row.item_name },
      ...(isBelowMin ? toOrder(rows, mayReadSuppliers) : usual),
    ];
  }, [rows, isBelowMin, mayReadSuppliers, mayReadStock, categories.data]);
}

function stateOf(row: Item) {
  if (!row.is_active) return <StateBadge state="inactive" />;
  return isBelowMinimum(row) ? <StateBadge state="below_min" /> : "";
}
