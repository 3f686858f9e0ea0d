// Rules of items and categories that the server applies too: code prefix, allowed units, same name.
import type { ItemCategory } from "@/api/types";

const prefixMax = 10;

/** The leading letters and digits of a category's code, with which codes of its items start. */
export function codePrefix(category: string): string {
  const prefix = /^[\p{L}\p{N}\p{M}]+/u.exec(category)?.[0] ?? "";
  return [...prefix].slice(0, prefixMax).join("") || "ITEM";
}

/** An example of an assigned code. */
export const codePattern = (category: string): string => `${codePrefix(category)}-000123`;

type Governing = Pick<ItemCategory, "id" | "parent_category" | "allowed_uoms">;

/** The units allowed for items of a category: those of the nearest ancestor that lists any; empty: all. */
export function allowedUnits(categories: readonly Governing[], id: string): readonly string[] {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); ) {
    seen.add(at);
    const category = categories.find((one) => one.id === at);
    if (category?.allowed_uoms && category.allowed_uoms.length > 0) return category.allowed_uoms;
    at = category?.parent_category;
  }
  return [];
}

const folded = (name: string): string => name.normalize("NFKC").trim().toLowerCase();

/** Whether two names differ only in case, width or outer spaces. */
export const isSameName = (one: string, other: string): boolean => folded(one) === folded(other);
