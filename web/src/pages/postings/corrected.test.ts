import { expect, it } from "vitest";
import type { StockTransaction } from "@/api/types";
import { correctedOf } from "./corrected";

const line = (item_id: string, quantity: string, reverses_id?: string) => ({ item_id, location_id: "l", lot: "", quantity, ...(reverses_id && { reverses_id }) }) as StockTransaction;

it("pairs what was posted with what is, by item, place and lot", () => {
  const lines = [line("a", "-200", "x"), line("b", "-0.5", "y"), line("b", "-0.25", "z"), line("a", "20"), line("c", "3")];
  expect(correctedOf(lines).map(({ line: { item_id }, was, now }) => [item_id, was, now])).toEqual([
    ["a", "200", "20"],
    ["b", "0.75", "0"],
    ["c", "0", "3"],
  ]);
});

it("keeps the sign of an issue", () => {
  expect(correctedOf([line("a", "5", "x"), line("a", "-7")]).map(({ was, now }) => [was, now])).toEqual([["-5", "-7"]]);
});
