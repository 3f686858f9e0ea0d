// Stock on hand of the lines' items by location and lot; refetched after every posting.
import { useQueries, type UseQueryResult } from "@tanstack/react-query";
import { useCallback } from "react";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { Decimal, ItemStockAnswer } from "@/api/types";
import { isZero } from "@/lib/decimal";
import { balanceKey, type Lot, type OnHand } from "./amounts";
import type { Line } from "./grid";

interface Read {
  items: Set<string>;
  balances: Map<string, Decimal>;
  /** Lots by item and location. */
  lots: Map<string, Lot[]>;
}

const at = (item: string, place: string): string => balanceKey(item, place, "");

function byBalance(answers: readonly UseQueryResult<ItemStockAnswer>[]): Read {
  const stocks = answers.flatMap((a) => a.data ?? []);
  const read: Read = { items: new Set(stocks.map((s) => s.item_id)), balances: new Map(), lots: new Map() };
  for (const { item_id, location_id = "", lot = "", on_hand } of stocks.flatMap((s) => s.locations ?? [])) {
    read.balances.set(balanceKey(item_id, location_id, lot), on_hand);
    if (lot === "" || isZero(on_hand)) continue;
    const there = at(item_id, location_id);
    read.lots.set(there, [...(read.lots.get(there) ?? []), { lot, onHand: on_hand }]);
  }
  return read;
}

export interface Stock {
  onHand: OnHand;
  lotsAt: (item: string, place: string) => readonly Lot[];
}

const noLots: readonly Lot[] = [];

export function useOnHand(lines: readonly Line[]): Stock {
  const items = [...new Set(lines.flatMap((l) => l.item?.id ?? []))];
  const { items: loaded, balances, lots } = useQueries({
    queries: items.map((id) => ({
      queryKey: keys.record("stock", id), queryFn: ({ signal }: { signal: AbortSignal }) => inventoryAPI.getItemStock(id, signal),
    })),
    combine: byBalance,
  });
  const onHand: OnHand = useCallback(
    (item, place, lot) => (loaded.has(item) ? (balances.get(balanceKey(item, place, lot)) ?? "0") : undefined),
    [loaded, balances],
  );
  const lotsAt = useCallback((item: string, place: string) => lots.get(at(item, place)) ?? noLots, [lots]);
  return { onHand, lotsAt };
}
