// Signing in and out, and sessions that expire during work.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, describe } from "vitest";
import { newUser, signedIn, unique } from "./api";
import { expect, inject, test, url } from "./browser";
import { password } from "./instance";

/** Sets the server's clock to so many minutes from now; it then stands still. */
let minutesAhead = 0;
function setClock(minutes: number) {
  minutesAhead = minutes;
  writeFileSync(join(inject("folder"), "clock"), new Date(Date.now() + minutes * 60_000).toISOString());
}

afterEach(() => {
  if (minutesAhead !== 0) setClock(0);
});

async function typeIn(page: Page, name: string, secret = password) {
  await page.getByLabel("Username or email").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.keyboard.press("Enter");
}

const account = (page: Page, name: string) => page.getByRole("button", { name: `Account: ${name}` });

describe("signing in", () => {
  test("leads back to the requested page; signing out leads to the start", async ({ visit }) => {
    const page = await visit();
    await page.goto("/items?q=bolt");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await typeIn(page, "staff");
    await page.getByRole("heading", { name: "Items" }).waitFor();
    expect(page.url()).toBe(`${url}/items?q=bolt`);

    await account(page, "staff").click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.goto("/items");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  test("works with the email address in any case", async ({ visit }) => {
    const page = await visit();
    await page.goto("/");
    await typeIn(page, "Viewer@Example.com");
    await account(page, "viewer").waitFor();
  });

  test("reports a wrong password, and keeps the name", async ({ visit }) => {
    const page = await visit(undefined, { mayFail: /^401 POST \/api\/auth\/login$/ });
    await page.goto("/login");
    await typeIn(page, "staff", "not the password");
    await page.getByRole("alert").filter({ hasText: "Incorrect username or password" }).waitFor();
    expect(await page.getByLabel("Username or email").inputValue()).toBe("staff");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.keyboard.press("Enter");
    await account(page, "staff").waitFor();
  });

  test("never leads to another site", async ({ visit }) => {
    const page = await visit();
    await page.goto("/login?next=//elsewhere.example/");
    await typeIn(page, "staff");
    await account(page, "staff").waitFor();
    expect(new URL(page.url()).origin).toBe(url);
  });
});

test("a session survives a reload; the page's storage has no token", async ({ visit }) => {
  const page = await visit("staff");
  await page.goto("/");
  await account(page, "staff").waitFor();
  await page.reload();
  await account(page, "staff").waitFor();
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
  expect(kept).not.toMatch(/eyJ|ccpl_rt/);
});

describe("a session that expires during input", () => {
  test("is renewed over the page, and the input is sent", async ({ visit }) => {
    const admin = await signedIn("admin");
    const { id, username } = await newUser(admin, "admin");
    const page = await visit(username, { mayFail: /^401 / });
    await page.goto("/users/new");
    const name = unique("late");
    await page.getByLabel("Username").fill(name);
    await page.getByLabel("Email").fill(`${name}@example.com`);
    await admin.delete(`/api/users/${id}/sessions`);
    await page.getByRole("button", { name: "Create user" }).click();

    const again = page.getByRole("alertdialog", { name: "Sign in again" });
    await again.getByLabel("Password", { exact: true }).fill(password);
    await page.keyboard.press("Enter");
    await again.waitFor({ state: "hidden" });
    expect(await page.getByLabel("Username").inputValue()).toBe(name);
    await page.getByRole("button", { name: "Create user" }).click();
    await page.getByRole("heading", { name }).waitFor();
  });

  test("is refreshed silently when only its token has expired", async ({ visit }) => {
    const page = await visit("admin", { mayFail: /^401 / });
    await page.goto("/users/new");
    const name = unique("expired");
    await page.getByLabel("Username").fill(name);
    await page.getByLabel("Email").fill(`${name}@example.com`);
    const refreshes: string[] = [];
    page.on("request", (r) => r.url().endsWith("/auth/refresh") && refreshes.push(r.url()));
    setClock(31);
    await page.getByRole("button", { name: "Create user" }).click();
    await page.getByRole("heading", { name }).waitFor();
    expect(refreshes).toHaveLength(1);
  });
});

describe("a second tab", () => {
  test("is signed in and out with the first", async ({ visit }) => {
    const first = await visit("staff");
    await first.goto("/");
    await account(first, "staff").waitFor();
    const second = await first.context().newPage();
    await second.goto("/account");
    await account(second, "staff").click();
    await second.getByRole("button", { name: "Sign out", exact: true }).click();
    await first.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  test("refreshes with it, once", async ({ visit }) => {
    const first = await visit("admin", { mayFail: /^401 / });
    await first.goto("/users");
    const second = await first.context().newPage();
    await second.goto("/users");
    for (const page of [first, second]) await page.getByRole("cell", { name: "staff@example.com" }).waitFor();
    const refreshes: string[] = [];
    first.context().on("request", (r) => r.url().endsWith("/auth/refresh") && refreshes.push(r.url()));
    setClock(31);
    const find = (page: Page) => page.getByRole("searchbox", { name: /user/i }).fill("viewer");
    await Promise.all([find(first), find(second)]);
    for (const page of [first, second]) await page.getByRole("cell", { name: "staff@example.com" }).waitFor({ state: "hidden" });
    expect(refreshes).toHaveLength(1);
  });
});
