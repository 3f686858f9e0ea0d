// What is on hand of the grid's items, by place and lot; asked again after every posting.
import { useQueries, type UseQueryResult } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { Decimal, ItemStockAnswer } from "@/api/types";
import { balanceKey, type OnHand } from "./amounts";
import type { Grid } from "./grid";

function byBalance(answers: readonly UseQueryResult<ItemStockAnswer>[]): { read: Set<string>; balances: Map<string, Decimal> } {
  const stocks = answers.flatMap((a) => a.data ?? []);
  const rows = stocks.flatMap((s) => s.locations ?? []);
  return {
    read: new Set(stocks.map((s) => s.item_id)),
    balances: new Map(rows.map((r) => [balanceKey(r.item_id, r.location_id ?? "", r.lot ?? ""), r.on_hand])),
  };
}

export function useOnHand(grid: Grid): OnHand {
  const items = useMemo(() => [...new Set(grid.lines.flatMap((l) => l.item?.id ?? []))], [grid.lines]);
  const { read, balances } = useQueries({
    queries: items.map((id) => ({
      queryKey: keys.record("stock", id), queryFn: ({ signal }: { signal: AbortSignal }) => inventoryAPI.getItemStock(id, signal),
    })),
    combine: byBalance,
  });
  return useCallback((item, place, lot) => (read.has(item) ? (balances.get(balanceKey(item, place, lot)) ?? "0") : undefined), [read, balances]);
}
