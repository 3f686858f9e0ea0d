// What a page loads before it can be used, nothing in the cache: for the test and the measurement.
import type { Page, Request } from "playwright-core";

interface FirstPage {
  path: string;
  hasData: (page: Page) => Promise<void>;
}

/** The pages most days begin with, and what shows that they have their data. */
export const firstPages: readonly FirstPage[] = [
  { path: "/", hasData: (page: Page) => page.getByRole("link", { name: /^MV-/ }).first().waitFor() },
  { path: "/post", hasData: (page: Page) => page.getByLabel("Scan or type an item").waitFor() },
];

export interface Load {
  requests: string[];
  /** Bytes as sent, compressed. */
  scriptBytes: number;
  bytes: number;
}

export async function loadOf(page: Page, { path, hasData }: FirstPage): Promise<Load> {
  const all: Request[] = [];
  page.on("request", (request) => all.push(request));
  await page.goto(path);
  await hasData(page);
  await page.waitForLoadState("networkidle");
  const sizes = await Promise.all(all.map(async (request) => ({ isScript: request.resourceType() === "script", bytes: (await request.sizes()).responseBodySize })));
  const sum = (these: typeof sizes) => these.reduce((total, { bytes }) => total + bytes, 0);
  return {
    requests: all.map((request) => `${request.method()} ${request.url().replace(/^https:\/\/[^/]+/, "")}`),
    scriptBytes: sum(sizes.filter(({ isScript }) => isScript)),
    bytes: sum(sizes),
  };
}
