// Coming in, going out, and a session that ends while somebody works.
import type { Page } from "playwright-core";
import { describe } from "vitest";
import { expect, test, url } from "./browser";
import { password } from "./instance";

async function typeIn(page: Page, name: string, secret = password) {
  await page.getByLabel("User name or e-mail").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.keyboard.press("Enter");
}

const account = (page: Page, name: string) => page.getByRole("button", { name: `Your account: ${name}` });

describe("signing in", () => {
  test("leads back to where one wanted to go; signing out leads to the beginning", async ({ visit }) => {
    const page = await visit();
    await page.goto("/items?q=bolt");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await typeIn(page, "staff");
    await page.getByRole("heading", { name: "Items" }).waitFor();
    expect(page.url()).toBe(`${url}/items?q=bolt`);

    await account(page, "staff").click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.goto("/items");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  test("by the e-mail address, which is case-blind", async ({ visit }) => {
    const page = await visit();
    await page.goto("/");
    await typeIn(page, "Viewer@Example.com");
    await account(page, "viewer").waitFor();
  });

  test("with a wrong password says so, and keeps the name", async ({ visit }) => {
    const page = await visit(undefined, { mayFail: /^401 POST \/api\/auth\/login$/ });
    await page.goto("/login");
    await typeIn(page, "staff", "not the password");
    await page.getByRole("alert").filter({ hasText: "The name or the password is not right" }).waitFor();
    expect(await page.getByLabel("User name or e-mail").inputValue()).toBe("staff");
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

test("a session is of the browser: a reload keeps it, the page's storage has no token", async ({ visit }) => {
  const page = await visit("staff");
  await page.goto("/");
  await account(page, "staff").waitFor();
  await page.reload();
  await account(page, "staff").waitFor();
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
  expect(kept).not.toMatch(/eyJ|ccpl_rt/);
});
