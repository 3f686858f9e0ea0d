// Formats axe violations as readable lines.
import axe from "axe-core";
import type { Page } from "playwright-core";

/** All rules, or only these. */
export async function violations(page: Page, only?: string[]): Promise<string[]> {
  await page.evaluate(`if (!window.axe) { ${axe.source} }`);
  const { violations } = await page.evaluate((rules) =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ["violations"],
      preload: false,
      ...(rules ? { runOnly: rules } : { rules: { "target-size": { enabled: true } } }),
    }), only);
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary ?? v.help}`));
}
