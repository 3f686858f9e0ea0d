import { describe, expect, it } from "vitest";
import { readOrder, readParams, type ListSource } from "./useListView";

const source: ListSource = { kind: "items", path: "/", filters: ["category_id"], defaults: { sort: "item_code" } };
const read = (url: string) => readParams(new URLSearchParams(url), source);

describe("a list in the URL", () => {
  it("sends only its own parameters", () => {
    expect(read("category_id=c1&utm=x&skip=50")).toEqual({ category_id: "c1", sort: "item_code" });
  });
  it("sends no sort with a search", () => {
    expect(read("q=bolt&sort=-item_name")).toEqual({ q: "bolt" });
  });
  it("parses the sort direction", () => {
    expect(readOrder("-item_name")).toEqual({ field: "item_name", isDescending: true });
    expect(readOrder(null)).toBeUndefined();
  });
});
