// The scripts loaded before the first page is shown: those named in index.html.
import { readFileSync } from "node:fs";

const html = readFileSync(new URL("dist/index.html", import.meta.url), "utf8");
const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((m) => `dist/${m[1]}`);

export default [{ name: "first load", path: scripts, limit: "200 kB", gzip: true }];
