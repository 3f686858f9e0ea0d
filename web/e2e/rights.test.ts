// Pages without permission are not offered; by link, they name the missing permission.
import { describe } from "vitest";
import { pages } from "@/app/pages";
import { en } from "@/i18n/en";
import { expect, test } from "./browser";

/** Written by hand: the pages that each role must not open. */
const without = {
  admin: [],
  manager: ["/users"],
  // Store keepers have a preset in addition to the role.
  staff: ["/post", "/audit", "/users"],
  viewer: ["/post", "/ledger", "/suppliers", "/audit", "/users"],
} as const;

const inNavigation = pages.filter((page) => page.group).map((page) => page.path);

describe.each(Object.entries(without))("%s", (role, hidden) => {
  test("is offered what the role may open", async ({ visit }) => {
    const page = await visit(role);
    await page.goto("/account");
    const links = page.getByRole("navigation", { name: en.frame.navigation }).getByRole("link");
    await links.first().waitFor();
    const offered = await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    expect(offered).toEqual(inNavigation.filter((path) => !(hidden as readonly string[]).includes(path)));
  });

  test.runIf(hidden.length > 0)("sees the missing permission on a page that the role may not open", async ({ visit }) => {
    const page = await visit(role);
    for (const path of hidden) {
      await page.goto(path);
      await page.getByRole("heading", { name: en.frame.no_right }).waitFor();
      await page.getByText("which an admin can grant under Users").waitFor();
      const needs = pages.find((one) => one.path === path)?.needs ?? [];
      expect(await page.getByRole("main").getByRole("listitem").allInnerTexts()).toEqual(needs.map((need) => `${need}: ${en.word.permission[need]}`));
    }
  });
});
