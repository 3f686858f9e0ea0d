// Scanning with the camera of a phone: the browser's test camera shows a picture of a barcode.
import bwip from "bwip-js/node";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterEach, describe } from "vitest";
import { newItem, signedIn, unique } from "./api";
import { violations } from "./axe";
import { expect, signIn, test, url } from "./browser";
import { settle } from "./views";

const phone = { width: 390, height: 844 };
const picture = { width: 640, height: 480 };

/** A film of one frame, in YUV4MPEG2: the bars of the code in the middle. */
function film(code: string): Buffer {
  const [{ sbs }] = bwip.raw({ bcid: "code128", text: code }) as unknown as [{ sbs: number[] }];
  const { width, height } = picture;
  const unit = Math.floor((width - 80) / sbs.reduce((sum, one) => sum + one, 0));
  const row = Buffer.alloc(width, 235);
  let x = 40;
  sbs.forEach((bar, i) => {
    if (i % 2 === 0) row.fill(16, x, x + bar * unit);
    x += bar * unit;
  });
  const blank = Buffer.alloc(width, 235);
  const rows = Array.from({ length: height }, (_, y) => (y > height / 4 && y < (height * 3) / 4 ? row : blank));
  const frame = Buffer.concat([Buffer.from("FRAME\n"), ...rows, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${String(width)} H${String(height)} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}

describe("the camera of a phone", () => {
  const folders: string[] = [];
  const browsers: Browser[] = [];
  afterEach(async () => {
    for (const browser of browsers.splice(0)) await browser.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  /** A phone whose camera sees the code, or that has none. */
  async function seeing(code: string | undefined): Promise<{ page: Page; faults: string[]; acknowledged: () => Promise<unknown> }> {
    const folder = mkdtempSync(join(tmpdir(), "ccpl-t-"));
    folders.push(folder);
    const file = join(folder, "code.y4m");
    if (code !== undefined) writeFileSync(file, film(code));
    const camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`];
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: code === undefined ? [] : camera });
    browsers.push(browser);
    const context = await browser.newContext({ baseURL: url, ignoreHTTPSErrors: true, viewport: phone, hasTouch: true });
    context.setDefaultTimeout(120_000);
    const faults: string[] = [];
    context.on("weberror", (e) => faults.push(e.error().message));
    context.on("console", (m) => m.type() === "error" && faults.push(m.text()));
    context.on("request", (r) => ["http:", "https:"].includes(new URL(r.url()).protocol) && new URL(r.url()).origin !== url && faults.push(r.url()));
    await context.addInitScript(() => {
      const acknowledged: string[] = [];
      Object.assign(window, { acknowledged });
      navigator.vibrate = () => acknowledged.push("vibration") > 0;
      const start = AudioScheduledSourceNode.prototype.start;
      AudioScheduledSourceNode.prototype.start = function (...when) {
        acknowledged.push("sound");
        start.apply(this, when);
      };
    });
    await signIn(context, "manager");
    const page = await context.newPage();
    return { page, faults, acknowledged: () => page.evaluate(() => (window as unknown as { acknowledged: string[] }).acknowledged) };
  }
  const tapScan = (page: Page) => page.getByRole("button", { name: "Scan", exact: true }).click();

  test("adds a line on Post, heard and felt, and leads to its quantity", async () => {
    const item = await newItem(await signedIn("admin"), { item_code: unique("CAM-").toUpperCase() });
    const { page, faults, acknowledged } = await seeing(item.item_code);
    await page.goto("/post?type=receipt");
    await page.getByLabel("Scan or type an item").waitFor();
    await tapScan(page);
    const quantity = page.getByLabel(`Quantity of ${item.item_code}`);
    await quantity.waitFor();
    expect(await acknowledged()).toEqual(["vibration", "sound"]);
    await expect.poll(() => quantity.evaluate((cell) => cell === document.activeElement)).toBe(true);
    expect(faults).toEqual([]);
  });

  test("opens what a code names on other pages", async () => {
    const item = await newItem(await signedIn("admin"), { item_code: unique("CAM-").toUpperCase() });
    const { page, faults } = await seeing(item.item_code);
    await page.goto("/stock");
    await settle(page);
    await tapScan(page);
    await page.waitForURL(`/items/${item.id}`);
    expect(faults).toEqual([]);
  });

  test("is not needed: without one, the sheet says what to do", async () => {
    const { page } = await seeing(undefined);
    await page.goto("/stock");
    await settle(page);
    await tapScan(page);
    await page.getByText("The camera cannot be used.").waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

test("on a phone a line below zero does not widen the page, and the head of Post comes folded", async ({ visit }) => {
  const item = await newItem(await signedIn("admin"), { item_code: unique("FASTENER-HEXAGON-").toUpperCase() });
  const page = await visit("manager", { viewport: phone });
  await page.goto(`/post?type=issue&item=${item.item_code}`);
  await page.getByLabel(`Quantity of ${item.item_code}`).fill("123456789");
  await page.getByText("below zero").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
  expect(await page.getByLabel("Reference").isVisible()).toBe(false);
  await page.getByRole("button", { name: "Default location" }).click();
  await page.getByLabel("Reference").fill("SLIP 7");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Fewer fields" }).click();
  await page.getByRole("button", { name: "SLIP 7" }).waitFor();
});
