// The Post screen: scanning, posting exactly once, refusals.
import type { Page } from "playwright-core";
import { beforeAll, describe } from "vitest";
import { type Api, newItem, newUser, signedIn, unique } from "./api";
import { violations } from "./axe";
import { expect, test } from "./browser";
import { password } from "./instance";
import { scan as scanKeys } from "./scan";

let admin: Api;
beforeAll(async () => {
  admin = await signedIn("admin");
});

const onHand = async (id: string) => {
  const rows = await admin.get<{ on_hand: number }[]>(`/api/inventory/stock?item_id=${id}&include_zero=true`);
  return rows.reduce((sum, row) => sum + row.on_hand, 0);
};

/** Scans an item. */
async function scan(page: Page, code: string) {
  await scanKeys(page, code);
  await page.getByLabel(`Quantity of ${code}`).waitFor();
}

/** The delay of typing by hand. */
const byHand = { delay: 80 };

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

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
  await page.getByLabel("Username or email").waitFor();
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

  test("is posted when its last scan is looked up, if requested before", async ({ visit }) => {
    const item = await newItem(admin);
    const page = await visit("manager");
    await openPost(page, "receipt");
    await page.keyboard.type(item.item_code);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await onHand(item.id)).toBe(1);
  });

  test("is corrected, then reversed, from the list of last postings", async ({ visit }) => {
    const item = await newItem(admin, {}, 5);
    const page = await visit("manager");
    await openPost(page, "receipt");
    await page.getByRole("link", { name: /^Correct MV-/ }).first().click();
    await page.getByLabel("Reason for the correction").fill("Counted again");
    await page.getByLabel(`Quantity of ${item.item_code}`).fill("3");
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await onHand(item.id)).toBe(3);
    const [newest, original] = [page.getByRole("listitem").filter({ hasText: "MV-" }).nth(0), page.getByRole("listitem").filter({ hasText: "MV-" }).nth(1)];
    await original.getByText("Corrected").waitFor();
    const correction = await newest.getByRole("link", { name: /^MV-/ }).innerText();
    expect(await original.getByRole("link", { name: /^MV-/ }).last().innerText()).toBe(correction);

    await page.getByRole("button", { name: "Reverse" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Sent back");
    await dialog.getByRole("button", { name: "Reverse" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await onHand(item.id)).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("post-scan");
  });
});

describe("one draft in two tabs", () => {
  /** A tab that hears nothing of the other while `deaf` is set. */
  const deafen = () => {
    window.addEventListener("storage", (event) => {
      if ("deaf" in window) event.stopImmediatePropagation();
    }, true);
  };

  test("posted in the same instant is one posting", async ({ visit }) => {
    const item = await newItem(admin);
    const page = await visit("manager");
    const other = await page.context().newPage();
    await other.addInitScript(deafen);
    await openPost(page, "receipt");
    await scan(page, item.item_code);
    await openPost(other, "receipt");
    await other.getByLabel(`Quantity of ${item.item_code}`).waitFor();
    await other.evaluate(() => Object.assign(window, { deaf: true }));
    const keys: (string | undefined)[] = [];
    let both: () => void = () => undefined;
    const sent = new Promise<void>((done) => (both = done));
    await page.context().route("**/api/inventory/transactions", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      if (keys.push(route.request().headers()["idempotency-key"]) === 2) both();
      await sent;
      return route.continue();
    });
    await Promise.all([page, other].map((tab) => tab.keyboard.press("Control+Enter")));
    await Promise.all([page, other].map(posted));
    expect(keys[0]).toBe(keys[1]);
    expect(await onHand(item.id)).toBe(1);
    const numbers = [page, other].map((tab) => tab.getByRole("status").getByRole("link", { name: /^MV-/ }).innerText());
    expect(new Set(await Promise.all(numbers)).size).toBe(1);

    await scan(page, item.item_code); // the next draft has another key
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => onHand(item.id)).toBe(2);
    expect(keys[2]).not.toBe(keys[0]);
  });
});

test("a scan leads to the quantity and says so, unless the next code is being typed", async ({ visit }) => {
  const items = [await newItem(admin), await newItem(admin)];
  const [one, two] = items.map((item) => item.item_code);
  const page = await visit("manager");
  await openPost(page, "receipt");
  await scan(page, one ?? "");
  await expect.poll(() => focused(page)).toBe(`Quantity of ${one ?? ""}`);
  await page.getByText(`${one ?? ""} is added: enter the quantity, or scan the next one.`).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type("12", byHand);
  await scan(page, two ?? ""); // with the focus still in the quantity
  await expect.poll(() => focused(page)).toBe(`Quantity of ${two ?? ""}`);
  expect(await page.getByLabel(`Quantity of ${one ?? ""}`).inputValue()).toBe("12");
  await page.keyboard.type("3", byHand);
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("Scan or type an item");

  await page.route("**/api/lookup", async (route) => {
    await page.keyboard.type("next", byHand);
    await route.continue();
  });
  const third = await newItem(admin);
  await scan(page, third.item_code);
  expect(await page.getByLabel("Scan or type an item").inputValue()).toBe("next");
  expect(await focused(page)).toBe("Scan or type an item");
});

test("a recipient that does not exist is created without losing the lines", async ({ visit }) => {
  const item = await newItem(admin, {}, 3);
  const name = unique("Jon Smith ");
  const page = await visit("manager");
  await openPost(page, "issue");
  await scan(page, item.item_code);
  const to = page.getByLabel("Issued to");
  await to.focus();
  await page.keyboard.type(name, byHand);
  await page.keyboard.press("Tab");
  const create = page.getByRole("link", { name: `Create recipient “${name}”` });
  await create.waitFor();
  expect(await violations(page)).toEqual([]);
  const [form] = await Promise.all([page.context().waitForEvent("page"), create.click()]);
  await form.getByLabel("Name", { exact: true }).waitFor();
  expect(await form.getByLabel("Name", { exact: true }).inputValue()).toBe(name);
  const code = unique("R").toUpperCase();
  await form.getByLabel("Code", { exact: true }).fill(code);
  await form.getByRole("button", { name: "Create recipient" }).click();
  await form.waitForURL(/recipients\/(?!new)/);
  await form.close();
  await page.evaluate(() => window.dispatchEvent(new Event("focus"))); // as the browser does for a tab that is shown again
  await expect.poll(() => to.inputValue()).toBe(`${code}  ${name}`);
  await page.keyboard.press("Control+Enter");
  await posted(page);
  expect(await onHand(item.id)).toBe(2);
});

describe("a variable pack", () => {
  const flour = { uom: "KG", packs: [{ uom: "BOX", numerator: 25, variable: true }] };

  test("is weighed, and a difference beyond tolerance is accepted", async ({ visit }) => {
    const { id, item_code } = await newItem(admin, flour);
    const page = await visit("manager", { mayFail: /^422 POST/ });
    const weighed = page.getByLabel(`Weighed quantity of ${item_code} in KG`);
    await openPost(page, "receipt");
    await scan(page, item_code);
    expect(await weighed.count()).toBe(0);
    await page.getByLabel(`Unit of ${item_code}`).selectOption("BOX");
    await weighed.fill("24.6");
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await onHand(id)).toBe(24.6);

    await scan(page, item_code);
    await page.getByLabel(`Unit of ${item_code}`).selectOption("BOX");
    await weighed.fill("15");
    await page.keyboard.press("Control+Enter");
    await page.getByText("By the ratio it is 25 KG, as weighed 15 KG: they differ by more than 10 %.").waitFor();
    await expect.poll(() => weighed.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Accept difference" }).click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => onHand(id)).toBe(39.6);
  });
});

describe("ambiguous or unmatched input", () => {
  test.for([["2.000", "2000", "2.000", "2.0"], ["2,50", "250", "2.50", "2.5"]] as const)("is no quantity: %s is refused with both readings, then posted as corrected", async ([text, whole, broken, written], { visit }) => {
    const item = await newItem(admin);
    const page = await visit("manager");
    await openPost(page, "receipt");
    await scan(page, item.item_code);
    const quantity = page.getByLabel(`Quantity of ${item.item_code}`);
    await quantity.focus();
    await page.keyboard.type(text, byHand);
    await page.keyboard.press("Control+Enter");
    await page.getByText(`${text} can mean ${whole} or ${broken}. Enter ${whole} or ${written}.`).waitFor();
    expect(await onHand(item.id)).toBe(0);
    expect(await quantity.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type("2000", byHand);
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await onHand(item.id)).toBe(2000);
  });

  test.for([["en-US", "1,000"], ["en-IN", "1,00,000"], ["de-DE", "1.000"], ["fr-FR", "1 000"]] as const)("is rewritten as understood before it can be posted: in %s, %s", async ([locale, text], { visit }) => {
    const item = await newItem(admin);
    const page = await visit("manager", { locale });
    await openPost(page, "receipt");
    await scan(page, item.item_code);
    const quantity = page.getByLabel(`Quantity of ${item.item_code}`);
    const read = text.replace(/\D/g, "");
    await quantity.focus();
    await page.keyboard.type(text, byHand);
    await page.keyboard.press("Control+Enter");
    await page.getByText(`${text} was read as ${read}. Check the quantities, then post again.`).waitFor();
    expect(await quantity.inputValue()).toBe(read);
    expect(await onHand(item.id)).toBe(0);
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await onHand(item.id)).toBe(parseInt(read, 10));
  });

  test("is asked about once for a pasted column, which no other column replaces", async ({ visit }) => {
    const [one, other] = [await newItem(admin), await newItem(admin)];
    const page = await visit("manager");
    await openPost(page, "receipt");
    await paste(page, [`${one.item_code}\t2,000\tPCS\t5`, `${other.item_code}\t5\tPCS\t5`]);
    const readings = page.getByRole("group", { name: "How are the pasted quantities written?" });
    await expect.poll(() => readings.getByRole("button").allInnerTexts()).toEqual(["2,000 is 2000", "2,000 is 2", "Discard pasted lines"]);
    expect(await readings.getByRole("button").first().evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Control+Enter");
    await page.getByText("Choose how the pasted numbers are written, or discard those lines.").waitFor();
    await readings.getByRole("button").first().press("Enter");
    await page.getByLabel(`Quantity of ${other.item_code}`).waitFor();
    expect(await page.getByLabel(`Quantity of ${one.item_code}`).inputValue()).toBe("2000");
    expect(await page.getByLabel("Scan or type an item").evaluate((cell) => cell === document.activeElement)).toBe(true);
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await onHand(one.id)).toBe(2000);
  });

  test("is read by the cells of a pasted column that have one reading", async ({ visit }) => {
    const [one, other] = [await newItem(admin, { uom: "KG" }), await newItem(admin, { uom: "KG" })];
    const page = await visit("manager");
    await openPost(page, "receipt");
    await paste(page, [`${one.item_code}\t2,000`, `${other.item_code}\t12,75`]);
    await page.getByLabel(`Quantity of ${other.item_code}`).waitFor();
    expect(await page.getByLabel(`Quantity of ${one.item_code}`).inputValue()).toBe("2");
    expect(await page.getByLabel(`Quantity of ${other.item_code}`).inputValue()).toBe("12.75");
  });

  test("is no recipient: the text stays, and nothing is posted", async ({ visit }) => {
    const item = await newItem(admin, {}, 3);
    const who = await admin.post<{ id: string; code: string }>("/api/masters/recipients", { code: unique("R").toUpperCase(), name: "Welder", kind: "person" });
    const page = await visit("manager");
    await openPost(page, "issue");
    await scan(page, item.item_code);
    const to = page.getByLabel("Issued to");
    await to.focus();
    await page.keyboard.type("Jon Smiht", byHand);
    await page.keyboard.press("Tab");
    await page.getByText("“Jon Smiht” is not in the list. Choose an entry, or clear the field.").waitFor();
    expect(await to.inputValue()).toBe("Jon Smiht");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: /^Post issue/ }).click();
    await page.waitForTimeout(300);
    expect(await onHand(item.id)).toBe(3);
    expect(await to.evaluate((field) => field === document.activeElement)).toBe(true);

    await page.keyboard.type(who.code, byHand); // posted with the focus still in the field
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => to.inputValue()).toBe(`${who.code}  Welder`);
    expect(await onHand(item.id)).toBe(3);
    await page.keyboard.press("Control+Enter");
    await posted(page);
    const [line] = await admin.get<{ issued_to: string }[]>(`/api/inventory/transactions?item_id=${item.id}&limit=1`);
    expect(line?.issued_to).toBe(who.id);
  });

  test("is no location of a line, and prevents posting in the scan cell", async ({ visit }) => {
    const item = await newItem(admin);
    const page = await visit("manager");
    await openPost(page, "receipt");
    await scan(page, item.item_code);
    await page.getByRole("button", { name: `Location of ${item.item_code}: MAIN` }).click();
    await page.keyboard.type("Shelf Z-99", byHand);
    await page.keyboard.press("Control+Enter");
    await page.getByText("“Shelf Z-99” is not in the list. Choose an entry, or clear the field.").waitFor();
    expect(await page.getByRole("combobox", { name: `Location of ${item.item_code}` }).inputValue()).toBe("Shelf Z-99");
    await page.getByRole("combobox", { name: `Location of ${item.item_code}` }).fill("MAIN");
    await page.keyboard.press("Enter");
    await page.getByLabel("Scan or type an item").focus();
    await page.keyboard.type("something", byHand);
    await page.keyboard.press("Control+Enter");
    await page.getByText("“something” has not been added.").waitFor();
    expect(await onHand(item.id)).toBe(0);
    await page.getByLabel("Scan or type an item").fill("");
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await onHand(item.id)).toBe(1);
  });
});

describe("an item without default location", () => {
  const homeless = { default_location_id: undefined };

  test("needs one where there are several", async ({ visit }) => {
    const { item_code } = await newItem(admin, homeless);
    const page = await visit("manager");
    await openPost(page, "receipt");
    await scan(page, item_code);
    await page.keyboard.press("Control+Enter");
    await page.getByText("Choose a location: this item has no default location.").waitFor();
  });

  test("is received and issued where there is only one", async ({ visit }) => {
    const { id, item_code } = await newItem(admin, homeless);
    const page = await visit("manager");
    await page.route(/\/api\/masters\/locations\?limit=2&/, async (route) => {
      const answer = await route.fetch({ url: route.request().url().replace("limit=2", "code=MAIN") });
      await route.fulfill({ response: answer });
    });
    for (const [kind, after] of [["receipt", 1], ["issue", 0]] as const) {
      await openPost(page, kind);
      await scan(page, item_code);
      await page.getByRole("button", { name: `Location of ${item_code}: MAIN` }).waitFor();
      await page.keyboard.press("Control+Enter");
      await posted(page);
      expect(await onHand(id)).toBe(after);
    }
  });
});

test("the head's fields fill their rows, however wide it is", async ({ visit }) => {
  const page = await visit("admin");
  for (const kind of ["receipt", "issue", "transfer", "adjustment", "opening"]) {
    await page.setViewportSize({ width: 390, height: 800 });
    await openPost(page, kind);
    await page.locator("fieldset").getByRole("button", { expanded: false }).click();
    for (const width of [390, 1024, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const ends = await page.getByLabel("Remarks").evaluate((field) => [field, field.closest("fieldset")].map((one) => Math.round(one?.getBoundingClientRect().right ?? 0)));
      expect(ends[0], `${kind} at ${String(width)}`).toBe(ends[1]);
    }
  }
});

test("offline, scanned lines stay, and are posted once when the connection is back", async ({ visit }) => {
  const item = await newItem(admin);
  const page = await visit("manager");
  await openPost(page, "receipt");
  await scan(page, item.item_code);
  await page.context().setOffline(true);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Send again", exact: true }).waitFor();
  expect(await onHand(item.id)).toBe(0);
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Send again", exact: true }).click();
  await posted(page);
  expect(await onHand(item.id)).toBe(1);
});

/** Pastes cells as copied from a spreadsheet. */
async function paste(page: Page, rows: readonly string[]) {
  const field = page.getByLabel("Scan or type an item");
  await field.focus();
  await field.evaluate((to, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    to.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, rows.join("\n"));
}

interface Row {
  lot: string;
  on_hand: number;
}
const lots = async (id: string) => {
  const rows = await admin.get<Row[]>(`/api/inventory/stock?item_id=${id}`);
  return Object.fromEntries(rows.map((row) => [row.lot, row.on_hand]));
};

describe("a grid of 500 lines", () => {
  const count = 500;
  const makeItems = async () => {
    const items = await Promise.all(Array.from({ length: 10 }, () => newItem(admin)));
    // With lots, so that lines are not merged.
    const rows = Array.from({ length: count }, (_, i) => `${items[i % items.length]?.item_code ?? ""}\t1\tL${String(i)}`);
    return { items, rows: ["Code\tQty\tLot", ...rows] };
  };

  test("has few rows in the page, and all of them in the posting", async ({ visit }) => {
    const { items, rows } = await makeItems();
    const page = await visit("manager");
    await openPost(page, "receipt");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await paste(page, rows);
    await page.getByText(`${String(count)} lines`).waitFor();
    await page.getByText(`${String(count)}PCS`).waitFor();
    expect(asked.filter((one) => /lookup|masters\/(items|locations)\/.+/.test(one))).toEqual(["POST /api/lookup"]);
    const lines = page.getByRole("list", { name: "Lines" }).getByRole("listitem");
    const drawn = await lines.count();
    expect(drawn).toBeGreaterThan(5);
    expect(drawn).toBeLessThan(60);
    expect(await violations(page)).toEqual([]);

    await page.keyboard.press("ArrowUp"); // from the scan cell to the last line
    expect(await page.evaluate(() => document.activeElement?.closest("li")?.getAttribute("aria-posinset"))).toBe("500");
    expect(await lines.last().getAttribute("aria-setsize")).toBe("500");
    await page.keyboard.type("7");

    await page.getByLabel("Kind").focus();
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.getByLabel(/^Quantity of/).first().click();
    await page.keyboard.type("5");
    await page.mouse.wheel(0, 9000);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(1000);
    await page.keyboard.type("0"); // out of sight the focus is where it was
    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe("Scan or type an item");
    expect(await lines.count()).toBeLessThan(60);

    await page.keyboard.press("Control+Enter");
    await posted(page);
    const [posting] = await admin.get<{ id: string; line_count: number }[]>("/api/inventory/postings?limit=1");
    expect(posting?.line_count).toBe(count);
    expect((await lots(items[0]?.id ?? "")).L0).toBe(50);
    expect((await lots(items[9]?.id ?? "")).L499).toBe(7);
  });

  test("focuses the line with the error, wherever it is", async ({ visit }) => {
    const { rows } = await makeItems();
    const page = await visit("manager");
    await openPost(page, "receipt");
    await paste(page, rows.map((row, i) => (i === 30 ? row.replace("\t1\t", "\tone\t") : row)));
    await page.getByText("499PCS").waitFor();
    await page.getByLabel("Scan or type an item").focus();
    await page.keyboard.press("Control+Enter");
    await page.getByText("“one” is not a number.").waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest("li")?.getAttribute("aria-posinset"))).toBe("30");
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe("one");
    expect(await page.evaluate(() => {
      const { top, bottom } = (document.activeElement ?? document.body).getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    })).toBe(true);
  });
});

describe("lots and costs", () => {
  test("are columns that can be switched on, and are reached along the row", async ({ visit }) => {
    const item = await newItem(admin);
    const code = item.item_code;
    const page = await visit("manager");
    await openPost(page, "receipt");
    await scan(page, code);
    expect(await page.getByLabel(`Lot of ${code}`).count()).toBe(0);
    await page.getByRole("switch", { name: "Lots" }).check();
    await page.getByRole("switch", { name: "Costs" }).check();
    await page.reload();
    await page.getByLabel(`Unit of ${code}`).waitFor();
    await page.getByLabel(`Quantity of ${code}`).fill("5");
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe(`Unit of ${code}`);
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe(`Lot of ${code}`);
    await page.keyboard.type("L1");
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe(`Cost of ${code} per PCS`);
    await page.keyboard.type("2.50");
    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe("Scan or type an item");
    await page.keyboard.type(code); // a separate line, since its lot is not known
    await page.keyboard.press("Enter");
    await page.getByLabel(`Lot of ${code}`).nth(1).fill("L2");
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await lots(item.id)).toEqual({ L1: 5, L2: 1 });

    await page.getByRole("status").getByRole("link", { name: /^MV-/ }).click();
    await page.getByRole("row").filter({ hasText: "L1" }).getByRole("cell", { name: "2.5", exact: true }).waitFor();
  });

  test("of an issue are chosen from the lots on hand, with their quantities", async ({ visit }) => {
    const item = await newItem(admin);
    const code = item.item_code;
    const receive = (lot: string, quantity: number) => ({ item_id: item.id, transaction_type: "receipt", quantity, lot });
    await admin.post("/api/inventory/transactions", { lines: [receive("L1", 5), receive("L2", 8)] });
    const page = await visit("manager", { mayFail: /^409 POST/ });
    await openPost(page, "issue");
    await scan(page, code);
    await page.getByPlaceholder("Choose a lot").focus();
    await page.getByRole("option", { name: /L2.*8 PCS/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await page.getByLabel(`Lot of ${code}`).inputValue()).toBe("L1");
    await page.getByLabel(`Quantity of ${code}`).fill("6");
    await page.getByText("below zero").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText(/Only 5 PCS of .* \(lot L1\) are in MAIN/).first().waitFor();
    await page.getByLabel(`Lot of ${code}`).fill("L2");
    await page.getByText("below zero").waitFor({ state: "hidden" });
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await lots(item.id)).toEqual({ L1: 5, L2: 2 });
  });

  test("refused by the server show the error at their cells", async ({ visit }) => {
    const item = await newItem(admin);
    const code = item.item_code;
    const page = await visit("manager", { mayFail: /^422 POST/ });
    await openPost(page, "receipt");
    await paste(page, ["Code\tQty\tLot\tCost", `${code}\t5\tL\u200b1\t0.1234567`]);
    await page.getByLabel(`Quantity of ${code}`).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.locator("[aria-invalid=true]").nth(1).waitFor();
    const faulty = page.locator("[aria-invalid=true]");
    expect(await violations(page)).toEqual([]);
    expect(await faulty.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).toEqual([`Lot of ${code}`, `Cost of ${code} per PCS`]);
    await page.getByLabel(`Lot of ${code}`).fill("L1");
    await page.getByLabel(`Cost of ${code} per PCS`).fill("0.12");
    await page.keyboard.press("Control+Enter");
    await posted(page);
    expect(await lots(item.id)).toEqual({ L1: 5 });
  });

  test("are in a correction as in the ledger; costs only with permission", async ({ visit }) => {
    const item = await newItem(admin);
    const code = item.item_code;
    const { id } = await admin.post<{ id: string }>("/api/inventory/transactions", { item_id: item.id, transaction_type: "receipt", quantity: 5, lot: "L1", unit_cost: 2.5 });
    const page = await visit("manager");
    await page.goto(`/post?correct=${id}`);
    expect(await page.getByLabel(`Cost of ${code} per PCS`).inputValue()).toBe("2.5");
    await page.getByLabel(`Lot of ${code}`).fill("L9");
    await page.getByLabel("Reason for the correction").fill("Another lot");
    const [request] = await Promise.all([page.waitForRequest(/\/correct$/), page.keyboard.press("Control+Enter")]);
    expect((request.postDataJSON() as { lines: object[] }).lines[0]).not.toHaveProperty("unit_cost");
    await posted(page);
    expect(await lots(item.id)).toEqual({ L9: 5 });

    const keeper = await newUser(admin, "staff");
    await admin.put(`/api/users/${keeper.id}`, { grants: ["storekeeper"] });
    const his = await visit(keeper.username);
    await openPost(his, "receipt");
    await his.getByRole("switch", { name: "Lots" }).waitFor();
    expect(await his.getByRole("switch", { name: "Costs" }).count()).toBe(0);
  });
});
