// Downloads a list as CSV with its filters and order, all pages up to a limit. Excel opens a file only
// with a BOM, a line that names the separator, and decimals as its language writes them.
import { apiClient } from "@/api/client";
import { nextOf, type ListParams } from "@/api/resource";

const atOnce = 1000;
const most = 20;

export interface CsvFile {
  text: string;
  /** The number of rows in the file, if the list is longer. */
  cutAt: number | undefined;
}

const bom = "\uFEFF";
const decimal = new Intl.NumberFormat(undefined).formatToParts(1.5).some(({ value }) => value === ",") ? "comma" : "point";

const withoutHeader = (text: string): string => text.slice(text.indexOf("\n") + 1);

export async function fetchCsv(path: string, params: ListParams, isForExcel = false): Promise<CsvFile> {
  const form = isForExcel ? { bom: true, decimal } : {};
  const parts: string[] = [];
  let next: string | undefined = path;
  for (let page = 0; next && page < most; page++) {
    const answer = await apiClient.get<string>(next, {
      ...(page === 0 && { params: { ...params, ...form, limit: atOnce } }),
      headers: { Accept: "text/csv" },
    });
    parts.push(page === 0 ? answer.data : withoutHeader(answer.data));
    next = nextOf(answer);
  }
  if (isForExcel) parts.unshift(bom); // the browser removes it when it decodes the answer
  return { text: parts.join(""), cutAt: next ? most * atOnce : undefined };
}

export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
