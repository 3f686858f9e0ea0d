// An item as a card: code, name, stock on hand, and whether it is below minimum.
import { Pencil } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Item } from "@/api/types";
import { Quantity } from "@/components/Quantity";
import { StateBadge } from "@/components/StateBadge";
import { Button } from "@/components/ui/button";
import { isBelow } from "@/lib/decimal";

/** The fields that a card shows. */
export type CardItem = Pick<Item, "id" | "item_code" | "item_name" | "uom"> & Partial<Item>;

interface Props<I extends CardItem> {
  item: I;
  /** Path of its page, linked from the name. */
  to?: string;
  /** Left out without permission. */
  onEdit?: (item: I) => void;
}

export const isBelowMinimum = ({ available, min_stock_level }: Partial<Item>): boolean =>
  available !== undefined && min_stock_level !== undefined && isBelow(available, min_stock_level);

export default function ItemCard<I extends CardItem>({ item, to, onEdit }: Props<I>) {
  const { t } = useTranslation();
  return (
    <article data-slot="item-card" aria-label={item.item_name} className="flex min-w-0 flex-col gap-1 rounded-md border bg-card p-3">
      <header className="flex items-start justify-between gap-2">
        <span className="min-w-0 font-mono text-muted-foreground wrap-anywhere">{item.item_code}</span>
        {onEdit && (
          <Button variant="ghost" size="icon" className="-mt-2 -mr-2" aria-label={t("items.edit_one", { what: item.item_code })} onClick={() => onEdit(item)}>
            <Pencil aria-hidden />
          </Button>
        )}
      </header>
      <h2 className="font-medium wrap-anywhere">
        {to ? (
          <Link to={to} className="hover:underline">
            {item.item_name}
          </Link>
        ) : (
          item.item_name
        )}
      </h2>
      <p className="mt-auto flex flex-wrap items-baseline gap-x-2 pt-1">
        {item.on_hand !== undefined && <Quantity value={item.on_hand} className="text-base font-medium" />}
        <span className="text-muted-foreground">{item.uom}</span>
        {isBelowMinimum(item) && <StateBadge state="below_min" />}
        {item.is_active === false && <StateBadge state="inactive" />}
      </p>
    </article>
  );
}
