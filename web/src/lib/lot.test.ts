import { describe, expect, it } from "vitest";
import { foldLot } from "./lot";

describe("a lot", () => {
  it.each([
    ["A-1", "a-1"],
    ["Ａ－１", "a-1"],
    ["A1", "a1"],
    ["a.1", "a.1"],
    ["ﾛｯﾄ", "ロット"],
    ["ｶﾞ", "ガ"],
    ["E\u0301", "é"],
    ["№ 1²", "№ 1²"],
    ["", ""],
  ])("%s is compared as %s", (lot, folded) => {
    expect(foldLot(lot)).toBe(folded);
    expect(foldLot(folded)).toBe(folded);
  });
});
