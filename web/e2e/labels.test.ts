// Printed labels: number and size of pages.
import type { Page } from "playwright-core";
import { newItem, signedIn } from "./api";
import { expect, test } from "./browser";
import { printed } from "./pdf";

const sizes = async (page: Page) => (await printed(page)).map(({ size }) => size);

test("labels are printed on a sheet or on a roll, in the requested number", async ({ visit }) => {
  const admin = await signedIn("admin");
  const item = await newItem(admin);
  const page = await visit("staff");
  await page.goto(`/labels?item=${item.id}`);
  await page.getByRole("button", { name: "Print 1 label" }).waitFor();
  await page.getByLabel("Copies of each label").fill("25");
  await page.getByRole("button", { name: "Print 25 labels" }).waitFor();
  await page.getByRole("img", { name: item.item_code }).first().waitFor();
  expect(await sizes(page)).toEqual(["595x842", "595x842"]);
  expect((await printed(page)).map(({ text }) => text).join("")).not.toContain(" / 2"); // labels have no page numbers

  await page.getByLabel("Copies of each label").fill("2");
  await page.getByLabel("Paper", { exact: true }).selectOption({ label: "Roll, 62 × 29 mm" });
  await page.getByLabel("Barcode type", { exact: true }).selectOption({ label: "QR code" });
  await page.getByRole("button", { name: "Print 2 labels" }).waitFor();
  await page.waitForLoadState("networkidle");
  await expect.poll(() => sizes(page)).toEqual(["176x82", "176x82"]);
});

test("the page of an item links to its label", async ({ visit }) => {
  const item = await newItem(await signedIn("admin"));
  const page = await visit("staff");
  await page.goto(`/items/${item.id}`);
  await page.getByRole("main").getByRole("link", { name: "Print labels" }).click();
  await page.getByRole("button", { name: `Remove ${item.item_code}` }).click();
  await page.getByText("Choose items and locations to print labels for.").waitFor();
});
