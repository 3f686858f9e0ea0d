// Selected rows of lists and lines of trees: by mouse and keyboard, and what can be done with them.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe } from "vitest";
import { type Api, newItem, signedIn, unique } from "./api";
import { violations } from "./axe";
import { expect, test } from "./browser";

interface Place {
  id: string;
  code: string;
}

const code = (begin: string) => unique(begin).toUpperCase();
const bar = (page: Page) => page.getByRole("group", { name: "Selection" });
const box = (page: Page, what: string) => page.getByRole("checkbox", { name: `Select ${what}`, exact: true });
const wholePage = (page: Page) => page.getByRole("checkbox", { name: "Select all on this page" });
const newPlace = (admin: Api, fields: Record<string, unknown> = {}) =>
  admin.post<Place>("/api/masters/locations", { code: code("SEL-"), name: "Shelf", kind: "bin", usage: "stock", ...fields });
const newSupplier = (admin: Api, name: string) => admin.post<Place>("/api/masters/suppliers", { code: code("SUP-"), name });

/** The codes on the labels of the page shown. */
async function labels(page: Page, count: number): Promise<string[]> {
  await page.getByRole("button", { name: count === 1 ? "Print 1 label" : `Print ${count} labels` }).waitFor();
  const images = page.getByRole("main").getByRole("img");
  await expect.poll(() => images.count()).toBe(count);
  const names = await images.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? one.getAttribute("alt") ?? ""));
  return names.sort();
}

describe("the list of items", () => {
  test("is selected by mouse and keyboard, and no row moves", async ({ visit }) => {
    const admin = await signedIn("admin");
    const word = code("SELX");
    const items = await Promise.all([1, 2, 3].map((n) => newItem(admin, { item_code: `${word}-${n}`, item_name: `Washer ${word}` })));
    const page = await visit("staff");
    await page.goto(`/items?q=${word}`);
    await box(page, `${word}-3`).waitFor();
    const before = await box(page, `${word}-2`).boundingBox();
    await box(page, `${word}-1`).click();
    await bar(page).getByText("1 selected").waitFor();
    expect(await box(page, `${word}-2`).boundingBox()).toEqual(before);
    await page.getByRole("link", { name: `${word}-2` }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await bar(page).getByText("2 selected").waitFor();
    expect(await box(page, `${word}-3`).isChecked()).toBe(true);
    await wholePage(page).click();
    await bar(page).getByText("3 selected").waitFor();
    await wholePage(page).click();
    await bar(page).waitFor({ state: "detached" });
    await box(page, `${word}-1`).click();
    await box(page, `${word}-3`).click();
    await bar(page).getByRole("link", { name: "Print labels" }).click();
    expect(await labels(page, 2)).toEqual([items[0]?.item_code, items[2]?.item_code]);
  });

  test("prints the labels of all that a filtered list has, also of its other pages", async ({ visit }) => {
    const admin = await signedIn("admin");
    const category = await admin.post<Place>("/api/masters/item-categories", { code: code("SEL"), name: "Selected" });
    for (let n = 0; n < 52; n++) await newItem(admin, { category_id: category.id });
    const page = await visit("staff");
    await page.goto(`/items?category_id=${category.id}`);
    await wholePage(page).click();
    await bar(page).getByText("50 selected").waitFor();
    await bar(page).getByRole("button", { name: "Select all in this list" }).click();
    await bar(page).getByRole("link", { name: "Print labels" }).click();
    await page.getByRole("button", { name: "Print 52 labels" }).waitFor();
  });
});

describe("the tree of locations", () => {
  test("is selected by mouse and keyboard, and prints the labels of the selection", async ({ visit }) => {
    const admin = await signedIn("admin");
    const room = await newPlace(admin, { kind: "warehouse" });
    const bins = [await newPlace(admin, { parent_location: room.id }), await newPlace(admin, { parent_location: room.id })];
    const page = await visit("staff");
    await page.goto("/locations?q=Shelf");
    await box(page, bins[0]?.code ?? "").click();
    await page.getByRole("link", { name: bins[0]?.code ?? "" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await bar(page).getByText("2 selected").waitFor();
    expect(await violations(page)).toEqual([]);
    await bar(page).getByRole("link", { name: "Print labels" }).click();
    expect(await labels(page, 2)).toEqual(bins.map((bin) => bin.code).sort());
  });

  test("prints the labels of all that a filtered list has", async ({ visit }) => {
    const admin = await signedIn("admin");
    const word = code("FLT");
    const places = await Promise.all([1, 2, 3].map((n) => newPlace(admin, { code: `${word}-${n}` })));
    const page = await visit("staff");
    await page.goto(`/locations?q=${word}`);
    await box(page, `${word}-3`).waitFor();
    await wholePage(page).click();
    await bar(page).getByText("3 selected").waitFor();
    await bar(page).getByRole("button", { name: "Select all in this list" }).click();
    await bar(page).getByText("All in this list are selected").waitFor();
    await bar(page).getByRole("link", { name: "Print labels" }).click();
    await page.waitForURL((url) => url.searchParams.get("locations")?.includes(word) ?? false);
    expect(await labels(page, 3)).toEqual(places.map((place) => place.code));
  });

  test("deactivates a location with all below it, and says why one stays", async ({ visit }) => {
    const admin = await signedIn("admin");
    const word = code("OFF");
    const room = await newPlace(admin, { code: `${word}-1`, kind: "warehouse" });
    await newPlace(admin, { code: `${word}-2`, parent_location: room.id });
    const used = await newPlace(admin, { code: `${word}-3` });
    const item = await newItem(admin);
    await admin.post("/api/inventory/transactions", { item_id: item.id, transaction_type: "receipt", quantity: 1, location_id: used.id });
    const page = await visit("manager", { mayFail: /^409 DELETE / });
    await page.goto(`/locations?q=${word}`);
    await wholePage(page).click();
    await bar(page).getByRole("button", { name: "Deactivate" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("heading", { name: "Deactivate 3 records?" }).waitFor();
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    const fault = dialog.getByRole("alert");
    await fault.waitFor();
    expect(await fault.innerText()).toContain(`${word}-3: `);
    expect(await fault.innerText()).not.toContain(`${word}-1: `);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await bar(page).getByText("1 selected").waitFor();
    await page.getByRole("link", { name: `${word}-1` }).waitFor({ state: "detached" });
    const left = await admin.get<Place[]>(`/api/masters/locations?q=${word}`);
    expect(left.map((place) => place.code)).toEqual([`${word}-3`]);
  });
});

describe("the list of suppliers", () => {
  test("deactivates and restores the selected ones", async ({ visit }) => {
    const admin = await signedIn("admin");
    const word = unique("Bearings");
    const two = [await newSupplier(admin, `${word} one`), await newSupplier(admin, `${word} two`)];
    const states = () => Promise.all(two.map(async ({ id }) => (await admin.get<{ is_active: boolean }>(`/api/masters/suppliers/${id}`)).is_active));
    const page = await visit("manager");
    await page.goto(`/suppliers?q=${word}&is_active=all`);
    await wholePage(page).click();
    for (const [action, isActive] of [["Deactivate", false], ["Restore", true]] as const) {
      await bar(page).getByRole("button", { name: action, exact: true }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: action }).click();
      await expect.poll(states).toEqual([isActive, isActive]);
      await page.getByRole("alertdialog").waitFor({ state: "detached" });
      await bar(page).getByText("2 selected").waitFor(); // so that it can be undone
    }
  });

  test("downloads the selected ones alone", async ({ visit }) => {
    const admin = await signedIn("admin");
    const word = unique("Quarry");
    const [first, , third] = [await newSupplier(admin, `${word} "A", with, marks`), await newSupplier(admin, `${word} B`), await newSupplier(admin, `${word} C`)];
    const page = await visit("manager");
    await page.goto(`/suppliers?q=${word}`);
    await box(page, first.code).click();
    await box(page, third.code).click();
    const [download] = await Promise.all([page.waitForEvent("download"), bar(page).getByRole("button", { name: "CSV" }).click()]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^id,code,name/);
    expect(lines.slice(1).map((line) => line.split(",")[0]).sort()).toEqual([first.id, third.id].sort());
  });

  test("has its checkboxes beside the codes on a phone", async ({ visit }) => {
    const page = await visit("admin", { viewport: { width: 390, height: 844 } });
    for (const [path, what] of [["/suppliers", "GRIT"], ["/items", "ABR-CD125"], ["/users", "viewer"]] as const) {
      await page.goto(path);
      const [ticked, text] = [await box(page, what).boundingBox(), await page.getByRole("link", { name: what, exact: true }).boundingBox()];
      if (!ticked || !text) throw new Error(`${path} does not show ${what}`);
      expect(text.x, path).toBeGreaterThan(ticked.x + ticked.width);
      expect(Math.abs(text.y - ticked.y), path).toBeLessThan(ticked.height);
      expect(text.height, path).toBeLessThan(2 * 16); // one line
    }
  });

  test("has no selection for those who can do nothing with it", async ({ visit }) => {
    const page = await visit("viewer");
    await page.goto("/recipients");
    await page.getByRole("row").nth(1).waitFor();
    expect(await page.getByRole("checkbox").count()).toBe(0);
  });
});

test("users are selected and deactivated", async ({ visit }) => {
  const admin = await signedIn("admin");
  const names = [unique("pair"), unique("pair")];
  const users = await Promise.all(names.map((username) => admin.post<Place>("/api/auth/register", { username, email: `${username}@example.com`, password: "correct horse battery staple", role: "viewer" })));
  const page = await visit("admin");
  await page.goto("/users");
  for (const name of names) await box(page, name).click();
  await bar(page).getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  const states = () => Promise.all(users.map(async ({ id }) => (await admin.get<{ is_active: boolean }>(`/api/users/${id}`)).is_active));
  await expect.poll(states).toEqual([false, false]);
  await bar(page).waitFor({ state: "detached" });
});
