// A file for each page that many open by its address: index.html that also names the scripts of that
// page, so that the browser fetches them together with the app instead of after it has run. nginx
// gives post.html for /post. A page without a file is given index.html, which names the scripts of the
// dashboard.
import type { Plugin, Rolldown } from "vite";

/** Path of a page without slash, and its module. */
export type FirstPages = Readonly<Record<string, string>>;

type Bundle = Rolldown.OutputBundle;

/** The files that a chunk needs, itself included. */
function closure(bundle: Bundle, file: string, found = new Set<string>()): Set<string> {
  const chunk = bundle[file];
  if (chunk?.type !== "chunk" || found.has(file)) return found;
  found.add(file);
  for (const one of chunk.imports) closure(bundle, one, found);
  return found;
}

function chunkOf(bundle: Bundle, module: string): string {
  const found = Object.values(bundle).find((file) => file.type === "chunk" && file.moduleIds.some((id) => id.endsWith(module)));
  if (!found) throw new Error(`no chunk has ${module}`);
  return found.fileName;
}

export function preload(pages: FirstPages): Plugin {
  return {
    name: "preload",
    enforce: "post",
    generateBundle(_, bundle) {
      const index = bundle["index.html"];
      if (index?.type !== "asset" || typeof index.source !== "string") throw new Error("no index.html");
      const html = index.source;
      for (const [page, module] of Object.entries(pages)) {
        const links = [...closure(bundle, chunkOf(bundle, module))].filter((file) => !html.includes(file)).map((file) => `    <link rel="modulepreload" crossorigin href="/${file}">\n`);
        const source = html.replace("  </head>", `${links.join("")}  </head>`);
        if (page === "index") index.source = source;
        else this.emitFile({ type: "asset", fileName: `${page}.html`, source });
      }
    },
  };
}
