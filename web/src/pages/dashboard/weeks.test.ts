import { expect, it } from "vitest";
import { mondayOf, weeksOf } from "./weeks";

it.each([
  ["2026-03-02", "2026-03-02"],
  ["2026-03-08", "2026-03-02"],
  ["2026-03-01", "2026-02-23"],
])("the week of %s begins on %s", (day, monday) => {
  expect(mondayOf(day)).toBe(monday);
});

it("has every week, with what came in and what went out", () => {
  const counts = [
    { day: "2026-02-23", transaction_type: "issue", lines: 2 },
    { day: "2026-03-01", transaction_type: "receipt", lines: 1 },
    { day: "2026-03-01", transaction_type: "return", lines: 4 },
    { day: "2026-03-10", transaction_type: "transfer", lines: 6 },
    { day: "2026-03-10", transaction_type: "supplier_return", lines: 3 },
  ] as const;
  expect(weeksOf(counts, "2026-02-23", "2026-03-10")).toEqual([
    { from: "2026-02-23", in: 5, out: 2 },
    { from: "2026-03-02", in: 0, out: 0 },
    { from: "2026-03-09", in: 0, out: 3 },
  ]);
});
