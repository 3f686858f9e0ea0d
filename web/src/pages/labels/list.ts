// Links to the labels of what a list has: of selected records, or of all that match its filters.
import { list, type ListParams } from "@/api/resource";
import type { Item, Location } from "@/api/types";
import type { Choice } from "@/components/ui/combobox";
import { records } from "@/records";

export const labelKinds = ["item", "location"] as const;
export type LabelKind = (typeof labelKinds)[number];

/** The parameter with the query of a whole list. */
export const listParam: Readonly<Record<LabelKind, string>> = { item: "items", location: "locations" };

export const labelsPath = (kind: LabelKind, ids: readonly string[]): string => `/labels?${new URLSearchParams(ids.map((id) => [kind, id])).toString()}`;

export function listLabelsPath(kind: LabelKind, params: ListParams): string {
  const query = new URLSearchParams(Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
  return `/labels?${new URLSearchParams({ [listParam[kind]]: query.toString() }).toString()}`;
}

const atOnce = 500;
/** The most labels of a list. */
const most = 2000;

const choiceOf: Readonly<Record<LabelKind, (record: never) => Choice>> = {
  item: ({ id, item_code, item_name }: Item) => ({ value: id, code: item_code, name: item_name }),
  location: ({ id, code, name }: Location) => ({ value: id, code, name }),
};

export async function labelsOf(kind: LabelKind, query: string, signal: AbortSignal): Promise<{ choices: Choice[]; isCut: boolean }> {
  const choices: Choice[] = [];
  const params: ListParams = { ...Object.fromEntries(new URLSearchParams(query)), limit: atOnce };
  let page = await list<never>(records[kind].api, params, signal);
  choices.push(...page.rows.map(choiceOf[kind]));
  while (page.next && choices.length < most) {
    page = await list<never>(page.next, undefined, signal);
    choices.push(...page.rows.map(choiceOf[kind]));
  }
  return { choices, isCut: page.next !== undefined };
}
