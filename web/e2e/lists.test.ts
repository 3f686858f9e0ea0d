// Lists of stock, ledger and audit: filters, and the dashboard's counts.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { newItem, signedIn, unique } from "./api";
import { expect, test } from "./browser";

const query = (page: Page) => new URL(page.url()).searchParams;
const rowsWith = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

async function pick(page: Page, label: string, words: string) {
  const field = page.getByRole("combobox", { name: label });
  await field.fill(words);
  await field.press("Enter");
  await expect.poll(() => field.inputValue()).toContain(words);
}

test("a location includes all below it until its checkbox is checked", async ({ visit }) => {
  const admin = await signedIn("admin");
  const item = await newItem(admin);
  const house = await admin.post<{ id: string; code: string }>("/api/masters/locations", { code: unique("H").toUpperCase(), name: "House", kind: "warehouse", usage: "stock" });
  const bin = await admin.post<{ id: string; code: string }>("/api/masters/locations", { code: unique("B").toUpperCase(), name: "Bin", kind: "bin", usage: "stock", parent_location: house.id });
  for (const { id } of [house, bin]) await admin.post("/api/inventory/transactions", { item_id: item.id, transaction_type: "receipt", quantity: 3, location_id: id });
  const page = await visit("staff");
  for (const path of ["/stock", "/ledger"]) {
    await page.goto(path);
    await pick(page, "Location", house.code);
    await expect.poll(() => rowsWith(page, item.item_code).count(), { message: path }).toBe(2);
    await page.getByLabel("This location only").click();
    await expect.poll(() => rowsWith(page, item.item_code).count(), { message: path }).toBe(1);
    await expect.poll(() => query(page).get("children")).toBe("false");
  }
});

test("the minimum filter clears the location filter", async ({ visit }) => {
  const page = await visit("viewer");
  await page.goto("/stock");
  await pick(page, "Location", "MAIN");
  await page.getByLabel("Minimum").selectOption({ label: "Below minimum" });
  await expect.poll(() => query(page).has("below_min")).toBe(true);
  expect(query(page).has("location_id")).toBe(false);
  await rowsWith(page, "ABR-CD125").waitFor();
});

test("typing at 80 ms a key loses no letter on a slow machine", async ({ visit }) => {
  const page = await visit("viewer");
  await page.goto("/items");
  await rowsWith(page, "ABR-CD125").waitFor();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const field = page.getByRole("searchbox", { name: "Search items" });
  await field.focus();
  await page.keyboard.type("cutting disc 125", { delay: 80 });
  await expect.poll(() => query(page).get("q")).toBe("cutting disc 125");
  await rowsWith(page, "ABR-CD125").waitFor();
  expect(await field.inputValue()).toBe("cutting disc 125");
});

test("two filters changed before the list is rendered both apply", async ({ visit }) => {
  const page = await visit("viewer");
  await page.goto("/items");
  await rowsWith(page, "ABR-CD125").waitFor();
  await page.evaluate(() => {
    const choose = (label: string, value: string) => {
      const select = [...document.querySelectorAll("select")].find((one) => one.labels[0]?.textContent === label);
      if (!select) throw new Error(`no ${label}`);
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    choose("State", "all");
    choose("Minimum", "true");
  });
  await expect.poll(() => Object.fromEntries(query(page))).toEqual({ is_active: "all", below_min: "true" });
});

test("a list is downloaded for Excel with one click", async ({ visit }) => {
  const downloaded = async (locale: string) => {
    const page = await visit("manager", { locale });
    await page.goto("/items");
    await rowsWith(page, "ABR-CD125").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Excel" }).click()]);
    return (await readFile(await download.path(), "utf8")).split("\r\n").slice(0, 2);
  };
  const [comma, semicolon] = [await downloaded("en-GB"), await downloaded("de-DE")];
  expect(comma[0]).toBe("\uFEFFsep=,");
  expect(comma[1]).toMatch(/^id,item_code,item_name,/);
  expect(semicolon[0]).toBe("\uFEFFsep=;");
  expect(semicolon[1]).toMatch(/^id;item_code;item_name;/);
});

test("the ledger is filtered by recipient and reference", async ({ visit }) => {
  const admin = await signedIn("admin");
  const item = await newItem(admin, {}, 5);
  const who = await admin.post<{ id: string; code: string }>("/api/masters/recipients", { code: unique("R").toUpperCase(), name: "Fitter", kind: "person" });
  const reference = unique("SLIP-");
  await admin.post("/api/inventory/transactions", { item_id: item.id, transaction_type: "issue", quantity: 2, issued_to: who.id, reference });
  const page = await visit("staff");
  await page.goto("/ledger");
  await pick(page, "Issued to", who.code);
  await expect.poll(() => rowsWith(page, "MV-").count()).toBe(1);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByLabel("Reference").fill(reference);
  await expect.poll(() => rowsWith(page, "MV-").count()).toBe(1);
});

test("the audit is filtered by user with permission, and by action for all", async ({ visit }) => {
  const admin = await signedIn("admin");
  await newItem(admin);
  const page = await visit("admin");
  await page.goto("/audit?record=item");
  await pick(page, "User", "admin");
  await page.getByLabel("Action").selectOption({ label: "Created" });
  await rowsWith(page, "Created").first().waitFor();
  await expect.poll(() => rowsWith(page, "Imported").count()).toBe(0);
  const other = await visit("manager");
  await other.goto("/audit");
  await other.getByLabel("Action").waitFor();
  expect(await other.getByRole("combobox", { name: "User" }).count()).toBe(0);
});

test("the dashboard's chart has the same figures as the ledger", async ({ visit }) => {
  const admin = await signedIn("admin");
  await newItem(admin, {}, 1);
  const now = new Date();
  const monday = new Date(now.getTime() - ((now.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
  const counts = await admin.get<{ day: string; transaction_type: string; lines: number }[]>("/api/inventory/movements");
  const lines = counts.filter(({ day, transaction_type }) => day >= monday && !["transfer", "adjustment"].includes(transaction_type)).reduce((sum, one) => sum + one.lines, 0);
  const page = await visit("staff");
  await page.goto("/");
  await page.getByRole("button", { name: "Table view" }).click();
  const week = page.getByRole("region", { name: "Ledger lines in and out by week" }).getByRole("row").nth(1);
  await week.waitFor();
  const cells = await week.getByRole("cell").allInnerTexts();
  expect(cells.slice(1).reduce((sum, text) => sum + parseInt(text.replaceAll(",", ""), 10), 0)).toBe(lines);
});

/** A ledger line of the demo data, posted by the system. */
async function ofTheSystem() {
  const admin = await signedIn("admin");
  const lines = await admin.get<{ posting_id: string; item_id: string; created_by: string }[]>("/api/inventory/transactions?transaction_type=adjustment&limit=1000");
  const line = lines.find(({ created_by }) => created_by === "ccpl");
  if (!line) throw new Error("the demo data has no adjustment");
  return line;
}

test("on a phone the lines of a posting and the movements of an item are fully visible cards", async ({ visit }) => {
  const { posting_id, item_id } = await ofTheSystem();
  const page = await visit("admin", { viewport: { width: 390, height: 844 } });
  for (const [path, name] of [[`/postings/${posting_id}`, "Lines"], [`/items/${item_id}`, "Ledger"]] as const) {
    await page.goto(path);
    const table = page.getByRole("table", { name });
    await table.getByRole("row").nth(1).waitFor();
    expect(await table.evaluate((it) => [it.parentElement?.scrollWidth, getComputedStyle(it).display]), path).toEqual([await table.evaluate((it) => it.parentElement?.clientWidth), "block"]);
  }
});

test("on desktop the ledger fits, and rows of short names have one line", async ({ visit }) => {
  const admin = await signedIn("admin");
  const item = await newItem(admin, { item_code: unique("FASTENER-HEXAGON-").toUpperCase(), item_name: "Hexagon socket head cap screw with flange", uom: "KG" });
  for (const transaction_type of ["receipt", "adjustment"]) {
    await admin.post("/api/inventory/transactions", { item_id: item.id, transaction_type, reason_code: "FOUND", quantity: 12345678.125, lot: "24-118", reference: "SLIP-341" });
  }
  const washer = await newItem(admin, { item_name: "Washer 8.4, zinc plated" });
  await admin.post("/api/inventory/transactions", { item_id: washer.id, transaction_type: "receipt", quantity: 2000, reference: "SLIP-341" });
  const page = await visit("staff");
  for (const width of [1280, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const one of [item, washer]) {
      await page.goto(`/ledger?item_id=${one.id}`);
      await page.getByRole("row").nth(1).waitFor();
      const frame = page.getByRole("table").locator("..");
      expect(await frame.evaluate((it) => it.scrollWidth - it.clientWidth), `${width}`).toBe(0);
      expect(await page.getByRole("columnheader", { name: "By", exact: true }).isVisible()).toBe(width === 1440);
    }
    expect((await page.getByRole("row").nth(1).boundingBox())?.height, `${width}`).toBeLessThan(40);
  }
});

/** The texts of a column, from the top. */
const column = async (page: Page, name: string) => {
  const at = (await page.getByRole("columnheader").allInnerTexts()).findIndex((text) => text.trim() === name);
  return page.getByRole("row").locator(`td:nth-child(${at + 1})`).allInnerTexts();
};

test("items are sorted by what is on hand and by their minimum, stock below it by its shortage", async ({ visit }) => {
  const admin = await signedIn("admin");
  const category = await admin.post<{ id: string }>("/api/masters/item-categories", { code: unique("SORT").toUpperCase(), name: "Sorted" });
  for (const [min_stock_level, quantity] of [[5, 30], [50, 7], [9, 100]] as const) {
    const item = await newItem(admin, { category_id: category.id, min_stock_level });
    await admin.post("/api/inventory/transactions", { item_id: item.id, transaction_type: "receipt", quantity });
  }
  await newItem(admin, { category_id: category.id, min_stock_level: 80 });
  const page = await visit("staff");
  await page.goto(`/items?category_id=${category.id}`);
  const isSorted = async (name: string, numbers: string[]) => {
    await page.getByRole("columnheader", { name }).getByRole("button").click();
    await expect.poll(async () => (await column(page, name)).map((text) => text.replace(/ ?PCS/, "").trim())).toEqual(numbers);
  };
  await page.getByRole("row").nth(4).waitFor();
  await isSorted("On hand", ["0", "7", "30", "100"]);
  await isSorted("On hand", ["100", "30", "7", "0"]);
  await isSorted("Minimum", ["5", "9", "50", "80"]);
  await page.getByLabel("Minimum").selectOption("Below minimum");
  await isSorted("Shortage", ["43", "80"]);
  await isSorted("Shortage", ["80", "43"]);
  await page.goto(`/stock?category_id=${category.id}&group_by=item&sort=-available`);
  await expect.poll(() => column(page, "Minimum")).toEqual(["9", "5", "50"]);
  await page.goto(`/stock?category_id=${category.id}&group_by=item&sort=last_movement&as_of=${new Date().toISOString().slice(0, 10)}`); // which knows no movement
  await page.getByRole("row").nth(3).waitFor();
  await isSorted("On hand", ["7", "30", "100"]);
  await page.getByLabel("Group by").selectOption("Item and location"); // whose rows cannot be sorted
  await page.getByRole("columnheader", { name: "Location" }).waitFor();
  expect(await page.getByRole("row").count()).toBe(4);
});

test("stock that did not move since a day is listed, with the day of its last movement", async ({ visit }) => {
  const admin = await signedIn("admin");
  const [idle, busy] = [await newItem(admin), await newItem(admin)];
  for (const [item, transaction_date] of [[idle, "2026-01-10"], [busy, "2026-01-10"], [busy, "2026-02-20"]] as const) {
    await admin.post("/api/inventory/transactions", { item_id: item.id, transaction_type: "receipt", quantity: 3, transaction_date });
  }
  const page = await visit("staff");
  await page.goto("/");
  await page.getByRole("link", { name: "No movement for 90 days" }).click();
  await page.getByRole("columnheader", { name: "Last movement" }).waitFor();
  await page.goto("/stock?last_movement_before=2026-02-01");
  await rowsWith(page, idle.item_code).getByText(/Jan 10, 2026/).waitFor();
  expect(await rowsWith(page, busy.item_code).count()).toBe(0);
  await page.getByLabel("No movement since").fill("2026-03-01");
  await rowsWith(page, busy.item_code).getByText(/Feb 20, 2026/).waitFor();
});

test("postings of the system name it as the user", async ({ visit }) => {
  const { posting_id } = await ofTheSystem();
  const page = await visit("staff");
  await page.goto(`/postings/${posting_id}`);
  await page.getByRole("definition").filter({ hasText: "the system" }).waitFor();
  expect((await page.getByRole("term").allInnerTexts()).slice(0, 4)).toEqual(["Movement", "Date", "Posted", "By"]);
});

test("stock and ledger are filtered by lot, in any spelling", async ({ visit }) => {
  const admin = await signedIn("admin");
  const lot = unique("Lot-");
  const codes = [unique("LOT-A-"), unique("LOT-B-")].map((code) => code.toUpperCase());
  for (const [i, item_code] of codes.entries()) {
    const item = await newItem(admin, { item_code, item_name: "Thing with a lot" });
    await admin.post("/api/inventory/transactions", { item_id: item.id, transaction_type: "receipt", quantity: 1, lot: i === 0 ? lot : lot.replace("-", "") });
  }
  const page = await visit("staff");
  for (const path of ["/stock", "/ledger"]) {
    await page.goto(path);
    await page.getByLabel("Lot", { exact: true }).fill(lot.toUpperCase());
    await page.waitForURL(/lot=/);
    await rowsWith(page, codes[1] ?? "").waitFor({ state: "detached" });
    await rowsWith(page, codes[0] ?? "").waitFor();
  }
});
