// Users: created and changed by an admin, and their first sign-in.
import type { Page } from "playwright-core";
import { describe } from "vitest";
import { expect, test } from "./browser";

const account = (page: Page, name: string) => page.getByRole("button", { name: `Account: ${name}` });

async function typeIn(page: Page, name: string, secret: string) {
  await page.goto("/login");
  await page.getByLabel("Username or email").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.keyboard.press("Enter");
}

/** Creates a user on the admin's page; returns the temporary password. */
async function makeUser(admin: Page, name: string): Promise<string> {
  await admin.goto("/users/new");
  await admin.getByLabel("Username").fill(name);
  await admin.getByLabel("Email").fill(`${name}@example.com`);
  await admin.getByLabel("Store keeper").check();
  const temporary = await admin.getByLabel("Temporary password").inputValue();
  await admin.getByRole("button", { name: "Create user" }).click();
  await admin.getByRole("heading", { name }).waitFor();
  return temporary;
}

test("only permissions that lead somewhere are offered", async ({ visit }) => {
  const page = await visit("admin");
  await page.goto("/users/new");
  await page.getByText("Individual permissions").click();
  await page.getByLabel("Adjust stock with a reason.").waitFor();
  for (const nowhere of ["View reports.", "Import files.", "Change settings.", "Manage background jobs."]) expect(await page.getByLabel(nowhere).count(), nowhere).toBe(0);
});

test("a new user chooses a password of their own before anything else", async ({ visit }) => {
  const temporary = await makeUser(await visit("admin"), "newcomer");
  const page = await visit(undefined, { mayFail: /^422 PUT \/api\/auth\/me\/password$/ });
  await typeIn(page, "newcomer", temporary);
  await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
  await page.getByLabel("Current password").fill(temporary);
  await page.getByLabel("New password").fill("short");
  await page.keyboard.press("Enter");
  await page.getByText("At least 8 characters").waitFor();
  expect(await page.getByLabel("New password").evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByLabel("New password").fill("a word of my own");
  await page.keyboard.press("Enter");
  await account(page, "newcomer").waitFor();
  await page.goto("/users");
  await page.getByRole("main").getByText("user.manage").waitFor();
});

test("two admins who change one user see both versions, field by field", async ({ visit }) => {
  const first = await visit("admin", { mayFail: /^412 PUT / });
  await makeUser(first, "contested");
  const second = await first.context().newPage();
  await second.goto(first.url());
  await second.getByLabel("Email").fill("theirs@example.com");
  await first.getByLabel("Email").fill("mine@example.com");
  await first.getByLabel("Auditor").check();
  await second.getByRole("button", { name: "Save" }).click();
  await second.getByText("contested saved").waitFor();

  await first.getByRole("button", { name: "Save" }).click();
  const dialog = first.getByRole("dialog", { name: "Someone else changed this record" });
  await dialog.getByRole("radio", { name: "theirs@example.com" }).check();
  await dialog.getByRole("button", { name: "Save selected values" }).click();
  await first.getByText("contested saved").waitFor();
  await first.reload();
  await first.getByLabel("Auditor").waitFor();
  expect(await first.getByLabel("Email").inputValue()).toBe("theirs@example.com");
  expect(await first.getByLabel("Auditor").isChecked()).toBe(true);
});

describe("a user who is deactivated", () => {
  test("is signed out with the next request, and can sign in after a restore", async ({ visit }) => {
    const admin = await visit("admin");
    const temporary = await makeUser(admin, "leaver");
    const page = await visit(undefined, { mayFail: /^401 / });
    await typeIn(page, "leaver", temporary);
    await page.getByRole("heading", { name: "Choose a new password" }).waitFor();

    const confirm = async (action: string) => {
      await admin.getByRole("button", { name: action }).click();
      await admin.getByRole("alertdialog", { name: `${action} leaver?` }).getByRole("button", { name: action }).click();
    };
    await confirm("Deactivate");
    await admin.getByText("leaver deactivated").waitFor();
    await typeIn(page, "leaver", temporary);
    await page.getByText("Incorrect username or password").waitFor();
    await confirm("Restore");
    await admin.getByText("leaver restored").waitFor();
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
  });
});
