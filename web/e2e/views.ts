// The four views in which every page is checked, and when a page is ready.
import type { Page } from "playwright-core";

export const views = [
  { name: "desk-light", width: 1440, height: 900, colorScheme: "light" },
  { name: "desk-dark", width: 1440, height: 900, colorScheme: "dark" },
  { name: "phone-dark", width: 390, height: 844, colorScheme: "dark" },
  { name: "phone-light", width: 390, height: 844, colorScheme: "light" },
] as const;

export async function show(page: Page, { width, height, colorScheme }: (typeof views)[number]) {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
}

/** Waits until all requests are answered and rendered. */
export async function settle(page: Page) {
  await page.getByRole("heading").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.locator("[data-slot=skeletons]").first().waitFor({ state: "detached" });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}
