// Every page in both themes, on desktop and phone: no axe violations, nothing wider than the screen,
// and themes differ in colours only.
import { describe } from "vitest";
import { everyAddress } from "./addresses";
import { newItem, signedIn } from "./api";
import { violations } from "./axe";
import { expect, test } from "./browser";
import { settle, show, views } from "./views";

describe("for everybody", async () => {
  test.for(await everyAddress())("$path", async ({ path, isPublic }, { visit }) => {
    const page = await visit(isPublic ? undefined : "admin");
    await page.goto(path);
    await settle(page);
    for (const view of views) {
      await show(page, view);
      const rules = view.colorScheme === "dark" ? ["color-contrast"] : undefined;
      expect.soft(await violations(page, rules), view.name).toEqual([]);
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), `width of ${view.name}`).toBeLessThanOrEqual(view.width);
    }
  });
});

test("a reversed posting and its reversal link to each other", async ({ visit }) => {
  const admin = await signedIn("admin");
  const { id } = await newItem(admin, {}, 5);
  const [{ posting_id: posting } = { posting_id: "" }] = await admin.get<{ posting_id: string }[]>(`/api/inventory/transactions?item_id=${id}`);
  await admin.post(`/api/inventory/postings/${posting}/reverse`, { reason: "Counted twice" });
  const page = await visit("admin");
  await page.goto(`/postings/${posting}`);
  for (const says of ["Reversed by", "Reverses"]) {
    const other = page.getByRole("term").filter({ hasText: says }).locator("xpath=following-sibling::dd").getByRole("link");
    await other.filter({ hasText: /\d/ }).waitFor();
    await settle(page);
    expect(await violations(page), says).toEqual([]);
    await other.click();
  }
  await page.waitForURL(`**/postings/${posting}`);
});

test("an open list under its field", async ({ visit }) => {
  const page = await visit("admin");
  await page.goto("/stock");
  const field = page.getByRole("combobox", { name: "Location" });
  await field.click();
  await page.getByRole("listbox", { name: "Location" }).getByRole("option").first().waitFor();
  await settle(page);
  expect(await violations(page)).toEqual([]);
  await field.fill("there is no such place");
  await page.getByText("No results").waitFor();
  expect(await violations(page)).toEqual([]);
});
