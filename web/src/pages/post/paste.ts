// Cells copied from a spreadsheet: the code first, then the first column that is a number,
// and the unit right after it. Other columns (a name, a remark) are left alone.
import { readDecimal } from "@/lib/decimal";
import type { PastedRow } from "./grid";

/** Cells come with tabs between them, or as more than one row; anything else is one text. */
export const isTable = (text: string): boolean => /\t|\n\s*\S/.test(text.trim());

/** What stands above a column of codes. Anything else is a row, though it may be a faulty one: none is left out in silence. */
const heading = /^(item|part|article|material)?[ _-]?(code|no\.?|number|sku|barcode|item|part|article)$/i;

/** One row's cells; a cell with a line break or a tab inside is quoted. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g)) {
    rows[rows.length - 1]?.push((quoted?.replace(/""/g, '"') ?? plain ?? "").trim());
    if (end === "") break;
    if (end !== "\t") rows.push([]);
  }
  return rows.filter((r) => r.some((c) => c !== ""));
}

function readRow([text = "", ...rest]: string[]): PastedRow {
  if (rest.length === 0) return { text };
  const at = rest.findIndex((c) => readDecimal(c) !== undefined);
  if (at < 0) return { text, quantity: rest[0] ?? "", unit: rest[1] ?? "" };
  return { text, quantity: rest[at] ?? "", unit: rest[at + 1] ?? "" };
}

export function readTable(text: string): PastedRow[] {
  const rows = rowsOf(text);
  return (heading.test(rows[0]?.[0] ?? "") ? rows.slice(1) : rows).map(readRow);
}
