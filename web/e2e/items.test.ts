// Items and other masters: create, find, change, deactivate.
import type { Page } from "playwright-core";
import { describe } from "vitest";
import { newItem, signedIn, unique } from "./api";
import { expect, test } from "./browser";

/** A unique name. */
const fresh = (word: string) => `${word} ${Math.random().toString(36).slice(2, 8)}`;
const freshCode = (word: string) => `${word}${Math.random().toString(36).slice(2, 8).toUpperCase()}`;

async function pick(page: Page, label: string | RegExp, words: string) {
  const field = page.getByRole("combobox", { name: label });
  await field.fill(words);
  await field.press("Enter");
  await expect.poll(() => field.inputValue()).toContain(`${words}  `);
}

async function makeItem(page: Page, name: string) {
  await page.goto("/items/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await pick(page, "Category", "BOL");
  await pick(page, "Unit", "PCS");
  await page.getByRole("button", { name: "Create item" }).click();
}

const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

describe("an item", () => {
  test("is created with a code from its category, which a click copies", async ({ visit }) => {
    const page = await visit("manager");
    await page.goto("/items");
    await title(page, "Items").waitFor();
    await page.keyboard.press("n");
    await page.getByText("Leave empty to assign a code from the category.").waitFor();
    await pick(page, "Category", "BOL");
    await page.getByText("Leave empty to assign the next code, such as BOL-000123.").waitFor();
    const name = fresh("Carriage bolt");
    await page.getByLabel("Name", { exact: true }).fill(name);
    await pick(page, "Unit", "PCS");
    await page.getByRole("button", { name: "Create item" }).click();
    await title(page, name).waitFor();
    await page.getByRole("button", { name: /^BOL-\d{6}$/ }).waitFor();
  });

  test("has its category already where there is only one, and is received and issued from its page", async ({ visit }) => {
    const page = await visit("manager");
    await page.route(/\/api\/masters\/item-categories\?.*limit=20/, async (route) => {
      const answer = await route.fetch({ url: route.request().url().replace("limit=20", "code=BOL") });
      await route.fulfill({ response: answer });
    });
    await page.goto("/items/new");
    const name = fresh("Eye bolt");
    await expect.poll(() => page.getByRole("combobox", { name: "Category" }).inputValue()).toContain("BOL  ");
    await page.getByRole("button", { name: "Cancel" }).click(); // a choice of the form itself is no unsaved change
    await title(page, "Items").waitFor();
    await page.goto("/items/new");
    await page.getByLabel("Name", { exact: true }).fill(name);
    await pick(page, "Unit", "PCS");
    await expect.poll(() => page.getByRole("combobox", { name: "Category" }).inputValue()).toContain("BOL  ");
    await page.getByRole("button", { name: "Create item" }).click();
    await title(page, name).waitFor();
    for (const [action, kind] of [["Issue", "issue"], ["Receive", "receipt"]] as const) {
      await title(page, name).waitFor();
      await page.getByRole("link", { name: action, exact: true }).click();
      await page.getByLabel(/^Quantity of BOL-/).waitFor();
      expect(await page.getByLabel("Kind").inputValue()).toBe(kind);
      await page.goBack();
    }
  });

  test("is found by words, and its URL reproduces the view", async ({ visit }) => {
    const page = await visit("viewer");
    await page.goto("/items");
    await page.getByRole("searchbox", { name: "Search items" }).fill("hex m8x20");
    const row = page.getByRole("row").filter({ hasText: "BOL-M8X20" });
    await row.waitFor();
    await expect.poll(() => page.getByRole("row").count()).toBe(2); // header and one row
    expect(new URL(page.url()).searchParams.get("q")).toBe("hex m8x20");
    const link = page.url();
    await page.goto("/");
    await page.goto(link);
    await row.waitFor();
  });

  test("is filtered by category with all below it, and by minimum", async ({ visit }) => {
    const page = await visit("staff");
    await page.goto("/items");
    await pick(page, "Category", "FAST");
    await page.getByRole("row").filter({ hasText: "NUT-M8" }).waitFor();
    await page.getByLabel("Minimum").selectOption({ label: "Below minimum" });
    await page.getByText("No results match these filters.").waitFor();
    await page.getByRole("button", { name: "Clear filters" }).last().click();
    await page.getByLabel("Minimum").selectOption({ label: "Below minimum" });
    await page.getByRole("columnheader", { name: "Shortage" }).waitFor();
    await page.getByRole("row").filter({ hasText: "ABR-CD125" }).waitFor();
    await page.getByRole("row").filter({ hasText: "ABR-FD80" }).waitFor({ state: "detached" });
  });

  test("is edited in place, and its history shows old and new values", async ({ visit }) => {
    const page = await visit("manager");
    const name = fresh("Coach screw");
    await makeItem(page, name);
    await title(page, name).waitFor();
    await page.keyboard.press("e");
    await page.getByRole("textbox", { name: /^Minimum/ }).fill("12");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("definition").filter({ hasText: /^12\s*PCS$/ }).waitFor();
    await page.getByRole("tab", { name: "History" }).click();
    const change = page.getByRole("listitem").filter({ hasText: "Updated by manager" });
    await expect.poll(() => change.innerText()).toMatch(/Minimum\s*\(empty\)\s*→\s*changed to\s*12/);
  });

  test("is created by keyboard alone, and unsaved input is not lost by accident", async ({ visit }) => {
    const page = await visit("manager");
    await page.goto("/items");
    await title(page, "Items").waitFor();
    const name = fresh("Keyed bolt");
    await page.keyboard.press("n");
    await page.getByRole("form", { name: "New item" }).waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press("Escape");
    await page.goBack();
    const asks = page.getByRole("alertdialog", { name: "Leave without saving?" });
    await asks.waitFor();
    await page.keyboard.press("Escape");
    await asks.waitFor({ state: "detached" });
    const field = page.getByLabel("Name", { exact: true });
    expect(await field.inputValue()).toBe(name);
    await field.focus();
    for (const keys of ["Tab", "Tab", "BOL", "Tab", "PCS", "Tab"]) {
      if (keys === "Tab") await page.keyboard.press(keys);
      else await page.keyboard.type(keys);
    }
    await expect.poll(() => page.getByRole("combobox", { name: "Unit" }).inputValue()).toContain("Piece");
    await page.keyboard.press("Enter");
    await title(page, name).waitFor();
    await page.keyboard.press("e");
    await page.getByRole("form", { name: /^Edit BOL-/ }).waitFor();
    await page.keyboard.type("!");
    await page.goBack();
    await asks.waitFor();
    await asks.getByRole("button", { name: "Leave without saving" }).click();
    await title(page, name).waitFor();
    await page.getByRole("button", { name: "Edit" }).waitFor();
  });

  test("of an existing name is shown before another one is created", async ({ visit }) => {
    const page = await visit("manager");
    const name = fresh("Duplicate nut");
    await makeItem(page, name);
    await title(page, name).waitFor();
    await makeItem(page, name.toUpperCase());
    const dialog = page.getByRole("dialog", { name: "This name is already in use" });
    await dialog.getByRole("link", { name }).waitFor();
    await dialog.getByRole("button", { name: "Create anyway" }).click();
    await title(page, name.toUpperCase()).waitFor();
  });

  test("shows that a pack is variable, and its tolerance", async ({ visit }) => {
    const page = await visit("manager");
    const name = fresh("Cheese");
    await page.goto("/items/new");
    await page.getByLabel("Name", { exact: true }).fill(name);
    await pick(page, "Category", "BOL");
    await pick(page, "Unit", "KG");
    await page.getByRole("button", { name: "Add line" }).click();
    const line = page.getByRole("group", { name: "Line 1" });
    await line.getByRole("combobox", { name: "Pack" }).fill("BOX");
    await page.keyboard.press("Tab");
    await line.getByLabel("Contains").fill("4");
    await line.getByLabel("Variable").check();
    await line.getByLabel("Tolerance (%)").fill("7.5");
    await page.getByRole("button", { name: "Create item" }).click();
    await title(page, name).waitFor();
    await page.getByText("as weighed, within 7.5 %").waitFor();
  });

  test("shows the server's errors in its packs", async ({ visit }) => {
    const page = await visit("manager", { mayFail: /^422 POST/ });
    await page.goto("/items/new");
    await page.getByLabel("Name", { exact: true }).fill(fresh("Packed bolt"));
    await pick(page, "Category", "BOL");
    await pick(page, "Unit", "PCS");
    await page.getByRole("button", { name: "Add line" }).click();
    const line = page.getByRole("group", { name: "Line 1" });
    await line.getByLabel("Contains").fill("10");
    await line.getByRole("combobox", { name: "Pack" }).fill("PCS");
    await page.keyboard.press("Tab");
    await expect.poll(() => line.getByRole("combobox", { name: "Pack" }).inputValue()).toContain("Piece");
    await page.getByRole("button", { name: "Create item" }).click();
    await line.getByText(/PCS is already the unit of the item/).waitFor();
    expect(await line.getByLabel("Contains").inputValue()).toBe("10");
    await expect.poll(() => line.getByRole("combobox", { name: "Pack" }).evaluate((field) => field === document.activeElement)).toBe(true);
  });

  test("with stock cannot be deactivated, and the server says why", async ({ visit }) => {
    const page = await visit("admin", { mayFail: /^409 DELETE/ });
    await page.goto("/items?q=BOL-M8X20");
    await page.getByRole("link", { name: /BOL-M8X20/ }).click();
    await page.getByRole("button", { name: "Deactivate" }).click();
    const dialog = page.getByRole("alertdialog", { name: /Deactivate BOL-M8X20/ });
    await dialog.getByRole("button", { name: "Deactivate BOL-M8X20" }).click();
    await dialog.getByRole("alert").filter({ hasText: /Not deactivated: .* PCS of BOL-M8X20 are on hand/ }).waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Deactivate" }).waitFor();
  });

  test("without stock is deactivated, and restored", async ({ visit }) => {
    const page = await visit("admin");
    const name = fresh("Old rivet");
    await makeItem(page, name);
    await title(page, name).waitFor();
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: /^Deactivate / }).click();
    await page.getByText("Inactive", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByRole("button", { name: "Deactivate" }).waitFor();
    await page.getByText("Inactive", { exact: true }).waitFor({ state: "detached" });
  });

  test("is read-only without permission", async ({ visit }) => {
    const page = await visit("viewer");
    await page.goto("/items?q=BOL-M8X20");
    await page.getByRole("link", { name: /BOL-M8X20/ }).click();
    await page.getByRole("heading", { name: "Stock over time" }).waitFor();
    for (const name of ["Edit", "Deactivate"]) expect(await page.getByRole("button", { name }).count()).toBe(0);
    expect(await page.getByRole("tab").count()).toBe(0);
    await page.goto("/items/new");
    await page.getByText("item.create").waitFor();
  });
});

describe("a supplier", () => {
  test("is created, found and changed", async ({ visit }) => {
    const page = await visit("manager");
    const code = freshCode("S");
    await page.goto("/suppliers");
    await page.getByRole("link", { name: "New supplier" }).click();
    await page.getByLabel("Code").fill(code);
    await page.getByLabel("Name").fill("Nuts and more");
    await page.getByRole("button", { name: "Create supplier" }).click();
    await title(page, "Nuts and more").waitFor();
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByLabel(/^Phone/).fill("+49 89 1");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("definition").filter({ hasText: "+49 89 1" }).first().waitFor();
    await page.goto(`/suppliers?q=${code}`);
    await page.getByRole("row").filter({ hasText: "Nuts and more" }).waitFor();
  });
});

describe("the tree of categories", () => {
  const line = (page: Page, code: string) => page.getByRole("listitem").filter({ has: page.getByRole("link", { name: code }) });

  test("gets a category, which is moved and deactivated", async ({ visit }) => {
    const page = await visit("admin");
    const code = freshCode("C");
    await page.goto("/categories");
    await page.getByRole("button", { name: "Actions for CON" }).click();
    await page.getByRole("menuitem", { name: "Add below CON" }).click();
    await page.getByLabel("Code").fill(code);
    await page.getByLabel("Name").fill("Tapes");
    await expect.poll(() => page.getByRole("combobox", { name: /^Parent category/ }).inputValue()).toContain("CON");
    await page.getByRole("button", { name: "Create category" }).click();
    await title(page, "Tapes").waitFor();

    await page.goto("/categories");
    await expect.poll(() => line(page, code).innerText()).toContain("Level 2:");
    await page.getByRole("button", { name: `Actions for ${code}` }).click();
    await page.getByRole("menuitem", { name: "Move" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Clear" }).click();
    await page.getByRole("dialog").getByRole("button", { name: `Move ${code}` }).click();
    await expect.poll(() => line(page, code).innerText()).toContain("Level 1:");

    await page.getByRole("button", { name: `Actions for ${code}` }).click();
    await page.getByRole("menuitem", { name: "Deactivate" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: `Deactivate ${code}` }).click();
    await line(page, code).waitFor({ state: "detached" });
  });

  test("is navigated by keyboard", async ({ visit }) => {
    const page = await visit("viewer");
    await page.goto("/categories");
    const at = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    await line(page, "CON").getByRole("link").focus();
    expect(await at()).toContain("CON");
    await page.keyboard.press("ArrowLeft");
    await line(page, "ABR").waitFor({ state: "detached" });
    await page.keyboard.press("ArrowRight");
    await line(page, "ABR").waitFor();
    await page.keyboard.press("ArrowDown");
    expect(await at()).toContain("ABR");
  });
});

describe("the tree of locations", () => {
  test("says at the field why stock stays under its top-level location", async ({ visit }) => {
    const admin = await signedIn("admin");
    const place = (parent_location?: string) => {
      const code = unique("P").toUpperCase();
      return admin.post<{ id: string; code: string }>("/api/masters/locations", { code, name: code, ...(parent_location && { parent_location }) });
    };
    const [house, other] = [await place(), await place()];
    const bin = await place(house.id);
    const item = await newItem(admin, { default_location_id: bin.id }, 3);

    const page = await visit("admin", { mayFail: /^409 PUT \/api\/masters\/locations/ });
    await page.goto("/locations");
    await page.getByRole("button", { name: `Actions for ${bin.code}` }).click();
    await page.getByRole("menuitem", { name: "Move" }).click();
    await pick(page, /^Parent location/, other.code);
    await page.getByRole("dialog").getByRole("button", { name: `Move ${bin.code}` }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(`item ${item.item_code} is on hand at ${bin.code}`).waitFor();
    expect(await dialog.getByRole("combobox", { name: /^Parent location/ }).getAttribute("aria-invalid")).toBe("true");
    expect((await dialog.getByRole("alert").allInnerTexts()).join("")).toBe("");
  });
});
