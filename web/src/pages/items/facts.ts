// What follows from the facts of items and categories, as the server has it too.
import type { ItemCategory } from "@/api/types";

const prefixMax = 10;

/** The first letters and digits of a category's code; items' codes begin with them. */
export function codePrefix(category: string): string {
  const prefix = /^[\p{L}\p{N}\p{M}]+/u.exec(category)?.[0] ?? "";
  return [...prefix].slice(0, prefixMax).join("") || "ITEM";
}

/** What a code that is left empty will look like. */
export const codePattern = (category: string): string => `${codePrefix(category)}-000123`;

type Governing = Pick<ItemCategory, "id" | "parent_category" | "allowed_uoms">;

/** The units that items of a category may have: those of the nearest one that names any; empty: all. */
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

/** Names that people would take for the same. */
export const isSameName = (one: string, other: string): boolean => folded(one) === folded(other);
