import { matchPath } from "react-router";
import { describe, expect, it } from "vitest";
import { pages } from "@/app/pages";
import { hasPage, pathOf, recordNames } from "./records";

describe("the records", () => {
  it("have the pages that they name", () => {
    const isPage = (path: string) => pages.some((page) => page.path.endsWith("/:id") && matchPath(page.path, path));
    expect(recordNames.filter((name) => hasPage(name) && !isPage(pathOf(name, "1")))).toEqual([]);
  });
  it("without a page lead to the start page, and a pack to its item", () => {
    expect(hasPage("session")).toBe(false);
    expect(pathOf("session", "1")).toBe("/");
    expect(pathOf("unheard_of", "1")).toBe("/");
    expect(pathOf("pack", "a/b")).toBe("/items/a%2Fb");
  });
});
