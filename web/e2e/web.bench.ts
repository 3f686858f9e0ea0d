// Measures what a user waits for on a machine four times slower, through the local nginx, with
// 100,000 items: `./dev bench web`. Targets are printed with the results; they are not enforced.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { restMs } from "@/lib/useDebounced";
import { signedIn } from "./api";
import { inject, test } from "./browser";

const items = 100_000;
const rounds = 5;
const slower = 4;
const figures: string[] = [];

function report(what: string, measured: number[], quantile: number, goal: number) {
  const sorted = measured.toSorted((a, b) => a - b);
  const figure = sorted[Math.ceil(sorted.length * quantile) - 1] ?? NaN;
  figures.push(`${what.padEnd(72)} ${figure.toFixed(0).padStart(6)} ms   goal ${goal} ms   n ${sorted.length}`);
}

/** Uses the operator's import, in files of the largest size. */
function fill() {
  const file = join(inject("folder"), "items.csv");
  const home = join(inject("folder"), "home");
  const settings = { ...process.env, CCPL_HOME: home, ENVIRONMENT: "test", RUNTIME_DIRECTORY: join(home, "run"), JWT_SECRET_KEY_FILE: join(home, "secrets/jwt") };
  for (let from = 0; from < items; from += 1600) {
    const rows = Array.from({ length: Math.min(1600, items - from) }, (_, i) => {
      const n = from + i;
      return `ITM-${String(n).padStart(6, "0")},Part ${n % 997} size ${n % 89},GEN,PCS,${n % 50 === 0 ? 10 : ""}`; // one in fifty is below minimum
    });
    writeFileSync(file, ["item_code,item_name,category,uom,min_stock_level", ...rows].join("\n"));
    execFileSync(join(home, "bin/ccpl"), ["import", "items", file], { env: settings });
  }
}

async function slow(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
}

const now = (page: Page) => page.evaluate(() => performance.now());

beforeAll(fill, 300_000);
afterAll(() => {
  console.log([`${slower}x slower CPU, ${items} items, local nginx`, ...figures].join("\n"));
});

test("the first contentful paint of the sign-in page", { timeout: 120_000 }, async ({ visit }) => {
  const paints: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const page = await visit();
    await slow(page);
    await page.goto("/");
    await page.getByRole("button").first().waitFor();
    paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN));
    await page.close();
  }
  report("first contentful paint, nothing in the cache, median", paints, 0.5, 1500);
});

async function opened(page: Page, path: string) {
  await slow(page);
  await page.goto(path);
  await page.getByRole("cell", { name: /^BOL|^ITM|^ABR/ }).first().waitFor();
  return now(page);
}

test.for([
  ["list of items, opened by its link, rows can be used, median", "/items"],
  ["the same by name and below the minimum, median", "/items?sort=item_name&below_min=true"],
] as const)("%s", { timeout: 120_000 }, async ([what, path], { visit }) => {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const page = await visit("manager");
    times.push(await opened(page, path));
    await page.close();
  }
  report(what, times, 0.5, 2000);
});

/** Typical searches: the start of a code, a part of one, names, two words. */
const sought = ["itm-000123", "ITM-0421", "012345", "4711", "99", "part 12", "Part 996", "size 88", "part 77 size", "bolt", "hex m8", "washer"];
const firstWords = 2;

/** Time from a key press until its rows are shown. */
async function press(page: Page, key: string, codes: string[]) {
  await page.evaluate(() => {
    performance.clearResourceTimings();
    addEventListener("keydown", ({ timeStamp }) => Object.assign(window, { pressedAt: timeStamp }), { capture: true, once: true });
  });
  await page.keyboard.press(key === " " ? "Space" : key);
  return page.evaluate(async (codes) => {
    const lastRequest = () => performance.getEntriesByType("resource").findLast(({ name }) => name.includes("/api/masters/items?"));
    const shown = () => [...document.querySelectorAll("main a[data-row]")].map(({ textContent }) => textContent);
    const isShown = () => lastRequest() && !document.querySelector("main [aria-busy=true]") && shown().join() === codes.join();
    const until = performance.now() + 1500;
    while (!isShown() && performance.now() < until) await new Promise(requestAnimationFrame);
    const answer = lastRequest() as PerformanceResourceTiming | undefined;
    return answer && isShown() && { felt: performance.now() - (window as unknown as { pressedAt: number }).pressedAt, server: answer.responseEnd - answer.requestStart };
  }, codes);
}

test("typing in search is answered", { timeout: 300_000 }, async ({ visit }) => {
  const manager = await signedIn("manager");
  const page = await visit("manager");
  await opened(page, "/items");
  const field = page.getByRole("searchbox", { name: "Search items" });
  const felt: number[] = [];
  const server: number[] = [];
  for (const [i, words] of sought.entries()) {
    await field.fill("");
    await page.waitForTimeout(1000);
    await field.focus();
    for (const [at, key] of [...words].entries()) {
      const found = await manager.get<{ item_code: string }[]>(`/api/masters/items?limit=50&q=${encodeURIComponent(words.slice(0, at + 1))}`);
      const one = await press(page, key, found.map(({ item_code }) => item_code)); // a repeated search is answered from the cache
      if (one && i >= firstWords) {
        felt.push(one.felt);
        server.push(one.server);
      }
    }
  }
  report(`a key in search until its rows are there (${restMs} of it rest), p95`, felt, 0.95, 200);
  report("of that the request and its answer, p95", server, 0.95, 200 - restMs);
});
