// Parses whole numbers: pages, counts, indexes. For quantities use lib/decimal.
export function readCount(text: string | null | undefined, otherwise: number): number {
  return text && /^\d{1,9}$/.test(text) ? parseInt(text, 10) : otherwise;
}
