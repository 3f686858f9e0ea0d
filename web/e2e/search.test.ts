// The top field: it finds across records, and loses no letter while its list arrives.
import { newItem, signedIn } from "./api";
import { expect, test } from "./browser";

const keyMs = 80;

test("every letter typed from the first moment on stays, and the exact one is opened by the arrow", async ({ visit }) => {
  const item = await newItem(await signedIn("admin"));
  const page = await visit("viewer");
  await page.goto("/");
  await page.locator("#search").waitFor();
  await page.keyboard.press("/", { delay: keyMs });
  await page.keyboard.type(item.item_code, { delay: keyMs });
  expect(await page.locator("#search").inputValue()).toBe(item.item_code);
  await page.getByRole("listbox").getByText(item.item_code, { exact: true }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/items/${item.id}`);
});

test("on a slow machine no letter is lost while the list arrives", async ({ visit }) => {
  const item = await newItem(await signedIn("admin"));
  const page = await visit("viewer");
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  for (let visits = 0; visits < 10; visits++) {
    await page.goto("/");
    const field = page.locator("#search");
    await field.waitFor();
    await page.keyboard.press("/", { delay: keyMs });
    await page.keyboard.type(item.item_code, { delay: keyMs });
    expect(await field.inputValue(), `visit ${String(visits)}`).toBe(item.item_code);
  }
});

test("Ctrl+K offers pages and actions from a field as well", async ({ visit }) => {
  const page = await visit("manager");
  await page.goto("/items");
  await page.getByRole("searchbox", { name: "Search items" }).click();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("new sup", { delay: keyMs });
  await page.getByRole("option", { name: "New supplier" }).click();
  await page.waitForURL("**/suppliers/new");
});
