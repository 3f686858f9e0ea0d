import { describe, expect, it } from "vitest";
import { subtreeIds, linesOf, prune, treeOf } from "./tree";

const at = (id: string, above?: string, name = id) => ({ id, code: id, name, above });
const records = [at("A-10", "A"), at("B"), at("A"), at("A-9", "A", "Small parts"), at("A-9-1", "A-9"), at("lost", "not here")];
const tree = treeOf(records, (record) => record.above);
const codes = (lines: readonly { record: { code: string } }[]) => lines.map((line) => line.record.code);

describe("a tree", () => {
  it("has each record below the one above it, in the order of codes as people count", () => {
    expect(codes(linesOf(tree, () => true))).toEqual(["A", "A-9", "A-9-1", "A-10", "B", "lost"]);
  });
  it("shows what is open", () => {
    expect(codes(linesOf(tree, (node) => node.record.id === "A"))).toEqual(["A", "A-9", "A-10", "B", "lost"]);
    expect(codes(linesOf(tree, () => false))).toEqual(["A", "B", "lost"]);
  });
  it("keeps the way to what is found", () => {
    expect(codes(linesOf(prune(tree, "small PARTS"), () => true))).toEqual(["A", "A-9"]);
    expect(prune(tree, "nothing")).toEqual([]);
  });
  it("knows how deep each lies", () => {
    expect(linesOf(tree, () => true).map((line) => line.depth)).toEqual([0, 1, 2, 1, 0, 0]);
  });
  it("knows what moves along", () => {
    expect([...subtreeIds(tree, "A-9")]).toEqual(["A-9", "A-9-1"]);
    expect(subtreeIds(tree, "nothing").size).toBe(0);
  });
});
