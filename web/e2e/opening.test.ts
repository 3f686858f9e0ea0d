// The first page load, and what it costs.
import { expect, test } from "./browser";

test("the sign-in page loads less than 200 kB of script", async ({ visit }) => {
  const page = await visit();
  await page.goto("/login");
  await page.getByRole("heading").first().waitFor();
  await page.waitForLoadState("networkidle");
  const bytes = await page.evaluate(() =>
    performance.getEntriesByType("resource")
      .filter((entry) => new URL(entry.name).pathname.endsWith(".js"))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0));
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(200_000);
});
