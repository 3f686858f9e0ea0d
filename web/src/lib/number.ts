// Whole numbers out of texts: pages, counts, indexes. Never quantities: those are lib/decimal.
export function readCount(text: string | null | undefined, otherwise: number): number {
  return text && /^\d{1,9}$/.test(text) ? parseInt(text, 10) : otherwise;
}
