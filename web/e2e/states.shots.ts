// Screenshots of page states: empty, refused, dialogs, offline. On desktop in light mode and on a
// phone in dark mode, into build/shots; axe checks them too.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { newItem, signedIn } from "./api";
import { violations } from "./axe";
import { expect, test } from "./browser";
import type { Role } from "./instance";
import { settle, show, views } from "./views";

const folder = resolve(import.meta.dirname, "../../build/shots");
mkdirSync(folder, { recursive: true });

const admin = await signedIn("admin");
const long = await newItem(admin, {
  item_name: "Hexagon socket head cap screw with flange and extraordinarily long description M12×120, 12.9, black",
  item_code: `FASTENER-HEXAGON-SOCKET-${Date.now().toString(36).toUpperCase()}`,
  uom: "KG",
  min_stock_level: 200000000,
}, 123456789.125);

interface State {
  role?: Role;
  path: string;
  /** Runs before the page is opened. */
  prepare?: (page: Page) => Promise<unknown>;
  act?: (page: Page) => Promise<unknown>;
}

const nothing = (path: string) => (page: Page) => page.route(path, (route) => route.fulfill({ json: [], headers: { "X-Total-Count": "0" } }));
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

const states: Record<string, State> = {
  "long-names": { path: `/items?q=${long.item_code}` },
  "long-stock": { path: `/stock?group_by=item&item_id=${long.id}` },
  "long-item": { path: `/items/${long.id}` },
  "items-cards": { path: "/items", prepare: (page) => page.addInitScript(() => localStorage.setItem("ccpl.items_as", "cards")) },
  "item-edit": { path: `/items/${long.id}?edit=1` },
  "item-history": { path: `/items/${long.id}`, act: (page) => page.getByRole("tab", { name: "History" }).click() },
  "stock-below": { path: "/stock?below_min=true" },
  "ledger-filtered": { path: "/ledger?transaction_type=receipt&from=2026-01-01" },
  "labels-chosen": { path: `/labels?item=${long.id}` },
  "empty-system": { path: "/", prepare: (page) => page.route("**/api/inventory/summary", (route) => route.fulfill({ json: { items: 0, items_in_stock: 0, items_below_min: 0, locations: 1, postings_today: 0 } })) },
  "toast": { path: `/items/${long.id}?edit=1`, act: async (page) => {
    await page.getByLabel("Description").fill(`Changed ${Date.now()}`);
    await press(page, "Save");
  } },
  "empty-items": { path: "/items", prepare: nothing("**/api/masters/items?**") },
  "empty-stock": { path: "/stock", prepare: nothing("**/api/inventory/stock?**") },
  "empty-viewer": { role: "viewer", path: "/items", prepare: nothing("**/api/masters/items?**") },
  "empty-filtered": { path: "/items?q=no-such-thing" },
  "no-right": { role: "viewer", path: "/ledger" },
  "not-found": { path: "/no/such/page" },
  "record-not-found": { path: "/items/no-such-id" },
  "error": {
    path: "/stock",
    prepare: (page) => page.route("**/api/inventory/stock?**", (route) => route.fulfill({ status: 500, json: { detail: "Internal server error", code: "internal", request_id: "5f2a9c0e6d1b4f7a8c3e2d1b0a9f8e7d" } })),
  },
  "refused-form": {
    path: "/items/new",
    act: (page) => press(page, "Create item"),
  },
  "conflict": {
    path: `/items/${long.id}?edit=1`,
    act: async (page) => {
      await page.getByLabel("Description").fill("Mine");
      const { version } = await admin.get<{ version: number }>(`/api/masters/items/${long.id}`);
      await admin.put(`/api/masters/items/${long.id}`, { description: `Theirs ${version}`, reorder_qty: 5 + version });
      await press(page, "Save");
      await page.getByRole("dialog").waitFor();
    },
  },
  "offline": { path: "/stock", act: (page) => page.context().setOffline(true) },
  "shortcuts": { path: "/", act: (page) => page.keyboard.press("?") },
  "more": { path: "/", act: (page) => (page.viewportSize()?.width === 390 ? press(page, "More") : press(page, /^Account:/)) },
  "filters-open": { path: "/stock", act: async (page) => {
    if (page.viewportSize()?.width === 390) await press(page, "Filter");
    await page.getByRole("combobox", { name: "Item" }).click();
    await page.getByRole("listbox").getByRole("option").first().waitFor();
  } },
  "deactivate": { path: `/items/${long.id}`, act: (page) => press(page, "Deactivate") },
  "audit-open": { path: "/audit?record=item", act: (page) => page.getByText("Show changes", { exact: true }).first().click() },
  "single-permissions": { path: "/users/new", act: (page) => page.getByText("Individual permissions").click() },
};

test.for(Object.entries(states))("%s", async ([name, { role = "admin", path, prepare, act }], { visit }) => {
  for (const view of [views[0], views[2]]) {
    const page = await visit(role, { mayFail: /^(4\d\d|500) / });
    await prepare?.(page);
    await show(page, view);
    await page.goto(path);
    await settle(page);
    await act?.(page);
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${folder}/state-${name}-${view.name}.png`, fullPage: true });
    expect.soft(await violations(page), view.name).toEqual([]);
  }
});
