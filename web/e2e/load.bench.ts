// Measures the first load of the pages most days begin with, on a machine four times slower, through
// the local nginx, nothing in the cache: `./dev bench web`. It is printed and not enforced.
import { afterAll } from "vitest";
import { test } from "./browser";
import { firstPages, loadOf } from "./load";

const rounds = 5;
const slower = 4;
const figures: string[] = [];

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

afterAll(() => {
  console.log([`${slower}x slower CPU, local nginx`, ...figures].join("\n"));
});

test.for(firstPages)("the first load of $path", { timeout: 300_000 }, async (first, { visit }) => {
  const paints: number[] = [];
  const data: number[] = [];
  let load;
  for (let i = 0; i < rounds; i++) {
    const page = await visit("manager");
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
    let at = NaN;
    load = await loadOf(page, {
      ...first,
      hasData: async (page) => {
        await first.hasData(page);
        at = await page.evaluate(() => performance.now());
      },
    });
    data.push(at);
    paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN));
    await page.close();
  }
  const { requests, scriptBytes, bytes } = load ?? { requests: [], scriptBytes: NaN, bytes: NaN };
  const kB = (n: number) => `${(n / 1000).toFixed(0)} kB`;
  figures.push(`${first.path.padEnd(6)} ${requests.length} requests, script ${kB(scriptBytes)}, in all ${kB(bytes)}, first content ${median(paints).toFixed(0)} ms, data ${median(data).toFixed(0)} ms`);
});
