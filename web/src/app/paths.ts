// Where each kind of record has its page; also what a scanned code opens.
const folders: Readonly<Record<string, string>> = {
  item: "items",
  pack: "items",
  item_category: "categories",
  uom: "uoms",
  supplier: "suppliers",
  location: "locations",
  recipient: "recipients",
  reason: "reasons",
  user: "users",
  posting: "postings",
};

/** Kinds without a page of their own lead to the start. */
export function pathOf(kind: string, id: string): string {
  const folder = folders[kind];
  return folder ? `/${folder}/${encodeURIComponent(id)}` : "/";
}

export const hasPath = (kind: string): boolean => kind in folders;
