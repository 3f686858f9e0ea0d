// Parses cells copied from a spreadsheet: the first column is the code, the first numeric column the
// quantity, the next one the unit. Lots and costs need a heading. Other columns are ignored.
import { isNumeric } from "@/lib/readings";
import type { PastedRow } from "./grid";

/** Text with tabs or several rows is a table; anything else is one code. */
export const isTable = (text: string): boolean => /\t|\n\s*\S/.test(text.trim());

/** The heading of the code column. Any other first row is data, even if invalid: no row is skipped silently. */
const heading = /^(item|part|article|material)?[ _-]?(code|no\.?|number|sku|barcode|item|part|article)$/i;

/** The headings of columns that are recognised only by heading. */
const headings = {
  lot: /^(lot|batch)([ _-]?(code|no\.?|number))?$/i,
  cost: /^(unit[ _-]?)?(cost|price)([ _-]?(each|per[ _-]unit))?$/i,
};

type Named = Record<keyof typeof headings, number>;

const none: Named = { lot: -1, cost: -1 };
const named = (head: readonly string[]): Named => ({ lot: head.findIndex((h) => headings.lot.test(h)), cost: head.findIndex((h) => headings.cost.test(h)) });

/** Rows of cells; a cell with a line break or a tab is quoted. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g)) {
    rows[rows.length - 1]?.push((quoted?.replace(/""/g, '"') ?? plain ?? "").trim());
    if (end === "") break;
    if (end !== "\t") rows.push([]);
  }
  return rows.filter((r) => r.some((c) => c !== ""));
}

function readPlain([text = "", ...rest]: string[]): PastedRow {
  if (rest.length === 0) return { text };
  const at = rest.findIndex(isNumeric);
  if (at < 0) return { text, quantity: rest[0] ?? "", unit: rest[1] ?? "" };
  return { text, quantity: rest[at] ?? "", unit: rest[at + 1] ?? "" };
}

function readRow(row: string[], { lot, cost }: Named): PastedRow {
  const read = readPlain(row.filter((_, i) => i !== lot && i !== cost));
  return { ...read, ...(row[lot] && { lot: row[lot] }), ...(row[cost] && { cost: row[cost] }) };
}

export function readTable(text: string): PastedRow[] {
  const [head = [], ...rows] = rowsOf(text);
  const hasHead = heading.test(head[0] ?? "");
  return (hasHead ? rows : [head, ...rows]).map((row) => readRow(row, hasHead ? named(head) : none));
}
