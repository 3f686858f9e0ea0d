// Reads printed PDFs: page sizes in points, and text. Covers only what Chromium writes.
import type { Page } from "playwright-core";
import { inflateSync } from "node:zlib";

interface Sheet {
  size: string;
  text: string;
}

/** The objects of a PDF by their numbers. */
const objectsOf = (pdf: string) => new Map([...pdf.matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)].map(([, number = "", body = ""]) => [number, body]));
type Objects = ReturnType<typeof objectsOf>;

function streamOf(body = ""): string {
  const [begin] = /stream\r?\n/.exec(body) ?? [];
  if (begin === undefined) return "";
  const from = body.indexOf(begin) + begin.length, length = parseInt(/\/Length (\d+)/.exec(body)?.[1] ?? "0", 10);
  return inflateSync(Buffer.from(body.slice(from, from + length), "latin1")).toString("latin1");
}

/** The character map of a font. */
function lettersOf(font: string, objects: Objects): { width: number; letters: Map<number, string> } {
  const table = streamOf(objects.get(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? ""));
  const [, first = "00"] = /begincodespacerange\s*<(\w+)>/.exec(table) ?? [];
  const letters = new Map<number, string>();
  const [, ...parts] = table.split(/beginbf(?:char|range)/);
  for (const [, from = "", to = "", begin] of parts.join("").matchAll(/^<(\w+)> <(\w+)>(?: <(\w+)>)?/gm)) {
    const last = parseInt(begin ? to : from, 16), letter = parseInt(begin ?? to, 16);
    for (let code = parseInt(from, 16), i = 0; code <= last; code++, i++) letters.set(code, String.fromCodePoint(letter + i));
  }
  return { width: first.length, letters };
}

function textOf(page: string, objects: Objects): string {
  const fonts = new Map([...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", number = ""]) => [name, lettersOf(objects.get(number) ?? "", objects)]));
  const content = streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? ""));
  let font = fonts.get("");
  let text = "";
  for (const [, name, codes = ""] of content.matchAll(/\/(F\d+) \S+ Tf|<([0-9A-F]+)>/g)) {
    if (name) font = fonts.get(name);
    else for (const code of codes.match(new RegExp(`.{${font?.width ?? 4}}`, "g")) ?? []) text += font?.letters.get(parseInt(code, 16)) ?? "";
  }
  return text;
}

/** Prints the page to PDF, on the paper size of its own styles. */
export async function printed(page: Page, format = "A4"): Promise<Sheet[]> {
  const objects = objectsOf((await page.pdf({ preferCSSPageSize: true, printBackground: true, format })).toString("latin1"));
  const pages = [...objects.values()].filter((body) => /\/Type\s*\/Page\b(?!s)/.test(body));
  return pages.map((body) => {
    const box = /\/MediaBox\s*\[([^\]]*)\]/.exec(body)?.[1]?.trim().split(/\s+/).slice(2) ?? [];
    return { size: box.map((n) => String(Math.round(Number(n)))).join("x"), text: textOf(body, objects) };
  });
}
