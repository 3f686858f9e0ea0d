// Scans with the focus on no field, a table row or a button: the final Enter must trigger nothing.
// Typed text suggests items in the search field.
import type { Route } from "playwright-core";
import { beforeAll, describe } from "vitest";
import { type Api, newGtin, newItem, signedIn, unique } from "./api";
import { violations } from "./axe";
import { expect, test } from "./browser";
import { scan } from "./scan";
import { settle } from "./views";

let admin: Api;
beforeAll(async () => {
  admin = await signedIn("admin");
});

describe("a scan", () => {
  test("on the dashboard opens its record, whatever shortcuts are in the code", async ({ visit }) => {
    const code = `N/G${(await newItem(admin)).item_code}?P`;
    const item = await newItem(admin, { item_code: code });
    const page = await visit("staff");
    await page.goto("/");
    await settle(page);
    await scan(page, code);
    await page.waitForURL(`/items/${item.id}`);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  test("on a row of a list does not open that row; an unknown code offers the search", async ({ visit }) => {
    const item = await newItem(admin);
    const page = await visit("staff", { mayFail: /^404 GET .*lookup/ });
    await page.goto("/items");
    await settle(page);
    await page.locator("a[data-row]").nth(2).focus();
    await scan(page, "NOT-A-CODE-1");
    await page.getByText("No record has the code NOT-A-CODE-1.").waitFor();
    expect(new URL(page.url()).pathname).toBe("/items");
    await page.getByRole("button", { name: "Search items" }).click();
    await page.waitForURL(/\/items\?q=NOT-A-CODE-1/);
    await page.goto("/items");
    await page.locator("a[data-row]").nth(2).focus();
    await scan(page, item.item_code);
    await page.waitForURL(`/items/${item.id}`);
  });

  test("on Post adds a line, whichever button or list has the focus", async ({ visit }) => {
    const item = await newItem(admin);
    const page = await visit("manager");
    await page.goto("/post?type=receipt");
    await page.getByLabel("Scan or type an item").waitFor();
    await scan(page, item.item_code);
    const quantity = page.getByLabel(`Quantity of ${item.item_code}`);
    await quantity.waitFor();
    await page.getByRole("button", { name: /^Post receipt/ }).focus();
    await scan(page, item.item_code);
    await page.getByText("2PCS").first().waitFor();
    await page.getByRole("button", { name: `Remove ${item.item_code}` }).focus();
    await scan(page, item.item_code);
    await page.getByText("3PCS").first().waitFor();
    await page.getByLabel("Kind").focus();
    await scan(page, item.item_code);
    await page.getByText("4PCS").first().waitFor();
    expect(await quantity.inputValue()).toBe("4");
    expect(await page.getByLabel("Kind").inputValue()).toBe("receipt");
    await expect.poll(() => quantity.evaluate((cell) => cell === document.activeElement)).toBe(true);
  });

  test("of a GS1 code or link on Post fills item, lot and quantity, wherever the focus is", async ({ visit }) => {
    const gtin = newGtin();
    const item = await newItem(admin, { barcodes: [gtin] });
    const page = await visit("manager");
    await page.goto("/post?type=receipt");
    await page.getByLabel("Scan or type an item").waitFor();
    await scan(page, `]C1010${gtin}10L-7\u001d3012`);
    const quantity = page.getByLabel(`Quantity of ${item.item_code}`);
    await quantity.waitFor();
    expect(await quantity.inputValue()).toBe("12");
    expect(await page.getByLabel(`Lot of ${item.item_code}`).inputValue()).toBe("L-7");
    await page.getByRole("button", { name: /^Post receipt/ }).focus();
    await scan(page, `]C1010${gtin}10L-7\u001d3012`);
    await expect.poll(() => quantity.inputValue()).toBe("24");
    await page.getByLabel("Scan or type an item").focus();
    await page.keyboard.type(`https://id.example/01/${gtin}/10/L-7?30=6`);
    await page.keyboard.press("Enter");
    await expect.poll(() => quantity.inputValue()).toBe("30");
    await page.goto("/");
    await settle(page);
    await scan(page, `(01)0${gtin}(10)L-7`);
    await page.waitForURL(`/items/${item.id}`);
    await page.getByRole("button", { name: gtin }).waitFor();
  });

  test("does not disable single keys", async ({ visit }) => {
    const page = await visit("manager");
    await page.goto("/");
    await settle(page);
    await page.keyboard.press("g");
    await page.waitForTimeout(100);
    await page.keyboard.press("i");
    await page.waitForURL("/items");
    await settle(page);
    await page.keyboard.press("/");
    await page.waitForFunction(() => document.activeElement?.id === "search");
    expect(await page.locator("#search").inputValue()).toBe("");
  });
});

test("words in the search field suggest items, reachable by keyboard", async ({ visit }) => {
  const word = unique("flange");
  const items = [await newItem(admin, { item_name: `${word} DN50` }), await newItem(admin, { item_name: `${word} DN80` })];
  const page = await visit("staff", { mayFail: /^404 GET .*lookup/ });
  await page.goto("/stock");
  await settle(page);
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement?.id === "search");
  await page.keyboard.type(word, { delay: 20 });
  await page.getByRole("option", { name: new RegExp(word) }).nth(2).waitFor();
  expect(await violations(page)).toEqual([]);
  const record = `/items/${items[1]?.id ?? ""}`;
  const held: Route[] = [];
  await page.route(`**/api/masters${record}`, (route) => void held.push(route));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(record);
  await page.keyboard.type(word); // typed before the page has loaded
  await expect.poll(() => held.length).toBe(1);
  await held[0]?.continue();
  await page.getByRole("heading", { name: "DN80" }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("search");
  await page.keyboard.press("Enter");
  await page.waitForURL(`/items?q=${word}`);
});
