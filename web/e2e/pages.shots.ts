// Screenshots of every page in every view, into build/shots: `./dev shots`.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { everyAddress } from "./addresses";
import { test } from "./browser";
import { settle, show, views } from "./views";

const folder = resolve(import.meta.dirname, "../../build/shots");
mkdirSync(folder, { recursive: true });

test.for(await everyAddress())("$path", async ({ name, path, isPublic }, { visit }) => {
  const page = await visit(isPublic ? undefined : "admin");
  for (const view of views) {
    await show(page, view);
    await page.goto(path);
    await settle(page);
    await page.screenshot({ path: `${folder}/${name}-${view.name}.png`, fullPage: true });
  }
});
