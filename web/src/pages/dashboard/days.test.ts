import { expect, it } from "vitest";
import type { StockTransaction } from "@/api/types";
import { countByDay, dayIn } from "./days";

const line = (transaction_date: string, transaction_type: StockTransaction["transaction_type"]) =>
  ({ transaction_date, transaction_type }) as StockTransaction;

it("counts lines by the business day of its zone, the oldest first", () => {
  const lines = [line("2026-03-02T10:00:00Z", "issue"), line("2026-03-01T23:30:00Z", "receipt"), line("2026-03-01T09:00:00Z", "transfer")];
  expect(countByDay(lines, dayIn("Europe/Berlin"))).toEqual([
    { day: "2026-03-01", in: 0, out: 0, transfer: 1, adjustment: 0 },
    { day: "2026-03-02", in: 1, out: 1, transfer: 0, adjustment: 0 },
  ]);
});
