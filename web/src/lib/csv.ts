// Downloads a list as CSV with its filters and order, all pages up to a limit, or its selected rows.
// Excel opens a file only with a BOM, a line that names the separator, and decimals as its language
// writes them.
import { apiClient } from "@/api/client";
import { nextOf, type ListParams } from "@/api/resource";
import type { Answer } from "@/api/transport";

const atOnce = 1000;
const most = 20;

export interface CsvFile {
  text: string;
  /** The number of rows in the file, if the list is longer. */
  cutAt: number | undefined;
}

interface Wishes {
  isForExcel?: boolean;
  /** Only the records with these ids, which their first column has. */
  ids?: readonly string[] | undefined;
}

const bom = "\uFEFF";
const decimal = new Intl.NumberFormat(undefined).formatToParts(1.5).some(({ value }) => value === ",") ? "comma" : "point";

/** Rows with their line ends; a quoted cell may contain some. */
const rowsIn = (text: string): string[] => text.match(/(?:"[^"]*"|[^"\n])+\n?/g) ?? [];
const idOf = (row: string): string => /^"?([^",;\r\n]*)/.exec(row)?.[1] ?? "";

export async function fetchCsv(path: string, params: ListParams, { isForExcel = false, ids }: Wishes = {}): Promise<CsvFile> {
  const form = isForExcel ? { bom: true, decimal } : {};
  const wanted = ids && new Set(ids);
  const all: string[] = [];
  let next: string | undefined = path;
  for (let page = 0; next && page < most; page++) {
    const answer: Answer<string> = await apiClient.get<string>(next, {
      ...(page === 0 && { params: { ...params, ...form, limit: atOnce } }),
      headers: { Accept: "text/csv" },
    });
    const rows = rowsIn(answer.data);
    const head = rows.splice(0, isForExcel && page === 0 ? 2 : 1); // the separator for Excel, and the names of the columns
    if (page === 0) all.push(...head);
    all.push(...(wanted ? rows.filter((row) => wanted.delete(idOf(row))) : rows));
    next = wanted?.size === 0 ? undefined : nextOf(answer);
  }
  if (isForExcel) all.unshift(bom); // the browser removes it when it decodes the answer
  return { text: all.join(""), cutAt: next && !wanted ? most * atOnce : undefined };
}

export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
