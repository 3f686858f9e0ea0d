import { expect, it } from "vitest";
import { daysOf } from "./days";

it("has every day, and what is alike in sign together", () => {
  const counts = [
    { day: "2026-02-28", transaction_type: "issue", lines: 2 },
    { day: "2026-02-28", transaction_type: "receipt", lines: 1 },
    { day: "2026-02-28", transaction_type: "return", lines: 4 },
    { day: "2026-03-02", transaction_type: "transfer", lines: 6 },
  ] as const;
  expect(daysOf(counts, "2026-02-28", "2026-03-02")).toEqual([
    { day: "2026-02-28", in: 5, out: 2, transfer: 0, adjustment: 0 },
    { day: "2026-03-01", in: 0, out: 0, transfer: 0, adjustment: 0 },
    { day: "2026-03-02", in: 0, out: 0, transfer: 6, adjustment: 0 },
  ]);
});
