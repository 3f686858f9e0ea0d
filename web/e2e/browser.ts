// Fixtures of the browser tests: `visit(role)` gives a signed-in page in a fresh profile. A test fails
// at its end on an uncaught exception, a console error, a CSP violation, a request to another origin,
// or a refusal not announced with `mayFail`.
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { inject, expect, test as base } from "vitest";
import { password } from "./instance";

export { expect, inject };
export const url = inject("url");

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Expected in a fresh profile without a session. */
const noSession = /^401 POST \/api\/auth\/refresh$/;

interface Watched {
  context: BrowserContext;
  faults: string[];
}

interface Wishes extends BrowserContextOptions {
  /** Expected refusals, like /^409 POST/. */
  mayFail?: RegExp;
}

async function watch(context: BrowserContext, mayFail: RegExp | undefined): Promise<Watched> {
  const faults: string[] = [];
  const expected = (what: string) => noSession.test(what) || mayFail?.test(what);
  await context.exposeBinding("reportViolation", (_, what: string) => faults.push(`policy: ${what}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => {
      (window as unknown as { reportViolation: (what: string) => void }).reportViolation(`${e.violatedDirective} ${e.blockedURI}`);
    });
  });
  context.on("weberror", (e) => faults.push(`exception: ${e.error().stack ?? e.error().message}`));
  context.on("console", (m) => {
    if (m.type() === "error" && !m.text().startsWith("Failed to load resource")) faults.push(`console: ${m.text()}`);
  });
  context.on("request", (r) => {
    const to = new URL(r.url());
    if (to.origin !== url && !["data:", "blob:"].includes(to.protocol)) faults.push(`another origin: ${r.url()}`);
  });
  context.on("response", (r) => {
    const what = `${r.status()} ${r.request().method()} ${new URL(r.url()).pathname}`;
    if (r.status() >= 400 && !expected(what)) faults.push(`refused: ${what}`);
  });
  return { context, faults };
}

/** Signs in as the app does: the session is a cookie. */
export async function signIn(context: BrowserContext, name: string) {
  const answer = await context.request.post("/api/auth/login", {
    data: { username: name, password },
    headers: { "X-Session-Mode": "cookie", Origin: url },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

interface Fixtures {
  browser: Browser;
  /** A page in a fresh profile, signed in with that username or role; without one, signed out. */
  visit: (name?: string, wishes?: Wishes) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  browser: [
    async ({}, give) => {
      const browser = await chromium.launch({ executablePath });
      await give(browser);
      await browser.close();
    },
    { scope: "file" },
  ],
  visit: async ({ browser }, give) => {
    const all: Watched[] = [];
    await give(async (name, { mayFail, ...options } = {}) => {
      const context = await browser.newContext({
        baseURL: url,
        ignoreHTTPSErrors: true,
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      context.setDefaultTimeout(120_000);
      all.push(await watch(context, mayFail));
      if (name) await signIn(context, name);
      return context.newPage();
    });
    for (const { context } of all) await context.close();
    expect(all.flatMap((one) => one.faults)).toEqual([]);
  },
});
