// What the pages that most days begin with load: the scripts named in the page's file. The browser test
// load.test.ts sees that there are no more.
import { readFileSync } from "node:fs";

function limit(name, file) {
  const html = readFileSync(new URL(`dist/${file}`, import.meta.url), "utf8");
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => `dist/${match[1]}`);
  return { name, path: named, limit: "200 kB", gzip: true };
}

export default [limit("dashboard", "index.html"), limit("post", "post.html")];
