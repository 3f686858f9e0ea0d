// The screen that is used all day: scanning, posting once, and what is refused.
import type { Page } from "playwright-core";
import { beforeAll, describe } from "vitest";
import { type Api, newItem, signedIn } from "./api";
import { expect, test } from "./browser";
import { password } from "./instance";

let admin: Api;
beforeAll(async () => {
  admin = await signedIn("admin");
});

const onHand = async (id: string) => {
  const rows = await admin.get<{ on_hand: number }[]>(`/api/inventory/stock?item_id=${id}&include_zero=true`);
  return rows.reduce((sum, row) => sum + row.on_hand, 0);
};

/** As a scanner types: quickly, and Enter. */
async function scan(page: Page, code: string) {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await page.getByLabel(`Quantity of ${code}`).waitFor();
}

const posted = (page: Page) => page.getByRole("status").getByRole("link", { name: "Slip" }).waitFor();

async function openPost(page: Page, kind: string) {
  await page.goto(`/post?type=${kind}`);
  await page.getByLabel("Scan or type an item").waitFor();
}

test("three scanned lines are issued by keyboard alone, from the sign-in on", async ({ visit }) => {
  const items = [await newItem(admin, {}, 10), await newItem(admin, {}, 10), await newItem(admin, {}, 10)];
  const page = await visit();
  let presses = 0;
  const press = async (key: string) => {
    presses++;
    await page.keyboard.press(key);
  };
  await page.goto("/post?type=issue");
  await page.getByLabel("User name or e-mail").waitFor();
  await page.keyboard.type("manager");
  await press("Tab");
  await page.keyboard.type(password);
  await press("Enter");
  await page.getByLabel("Scan or type an item").waitFor();
  for (const item of items) await scan(page, item.item_code);
  await press("Control+Enter");
  await posted(page);
  expect(presses).toBeLessThanOrEqual(30);
  for (const { id } of items) expect(await onHand(id)).toBe(9);
});

describe("a posting", () => {
  test("below zero is refused, and the screen says how many there are", async ({ visit }) => {
    const item = await newItem(admin, {}, 1);
    const page = await visit("manager", { mayFail: /^409 POST/ });
    await openPost(page, "issue");
    await scan(page, item.item_code);
    await page.getByLabel(`Quantity of ${item.item_code}`).fill("5");
    await page.keyboard.press("Control+Enter");
    await page.getByText(/Only 1 PCS of .* Issue 1 or fewer/).first().waitFor();
    expect(await onHand(item.id)).toBe(1);
  });

  test("happens once, however often its button is pressed", async ({ visit }) => {
    const item = await newItem(admin);
    const page = await visit("manager");
    await openPost(page, "receipt");
    await scan(page, item.item_code);
    await page.getByRole("button", { name: /^Post receipt/ }).dblclick();
    await posted(page);
    expect(await onHand(item.id)).toBe(1);
  });

  test("is posted when its last scan is known, if it was asked for before", async ({ visit }) => {
    const item = await newItem(admin);
    const page = await visit("manager");
    await openPost(page, "receipt");
    await page.keyboard.type(item.item_code);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await onHand(item.id)).toBe(1);
  });

  test("is corrected, then taken back, from the list of the last ones", async ({ visit }) => {
    const item = await newItem(admin, {}, 5);
    const page = await visit("manager");
    await openPost(page, "receipt");
    await page.getByRole("link", { name: /^Correct MV-/ }).first().click();
    await page.getByLabel("Why is it corrected?").fill("Counted again");
    await page.getByLabel(`Quantity of ${item.item_code}`).fill("3");
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await onHand(item.id)).toBe(3);

    await page.getByRole("button", { name: "Reverse" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Sent back");
    await dialog.getByRole("button", { name: "Reverse" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await onHand(item.id)).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("post-scan");
  });
});

test("without a network what was scanned stays, and is posted once when it is back", async ({ visit }) => {
  const item = await newItem(admin);
  const page = await visit("manager");
  await openPost(page, "receipt");
  await scan(page, item.item_code);
  await page.context().setOffline(true);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Ask again", exact: true }).waitFor();
  expect(await onHand(item.id)).toBe(0);
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Ask again", exact: true }).click();
  await posted(page);
  expect(await onHand(item.id)).toBe(1);
});
