// Each page of the table of pages, at an address that shows something of the demo data.
import { pages } from "@/app/pages";
import { signedIn } from "./api";

/** Where something is found that a page with an id can show, by the first word of its path. */
const lists: Record<string, string> = {
  items: "/api/masters/items?q=BOL-M8X20",
  suppliers: "/api/masters/suppliers?q=BOLTWORKS",
  locations: "/api/masters/locations?q=A-01",
  recipients: "/api/masters/recipients?limit=1",
  categories: "/api/masters/item-categories?q=BOL",
  uoms: "/api/masters/uoms?q=BOX",
  reasons: "/api/masters/reasons?q=LOST",
  postings: "/api/inventory/transactions?limit=1",
  users: "/api/users?q=staff",
};

export interface Address {
  name: string;
  path: string;
  isPublic: boolean;
}

export async function everyAddress(): Promise<Address[]> {
  const admin = await signedIn("admin");

  async function idFor(path: string): Promise<string> {
    const [word = ""] = path.split("/").filter(Boolean);
    const list = lists[word];
    if (!list) throw new Error(`${path}: say in e2e/addresses.ts where something for it is found`);
    const [first] = await admin.get<{ id: string; posting_id?: string }[]>(list);
    if (!first) throw new Error(`${path}: ${list} finds nothing`);
    return first.posting_id ?? first.id;
  }

  const addresses: Address[] = [];
  for (const { path, isPublic = false } of pages) {
    const filled = path.includes("/:") ? path.replace(/:\w+/, await idFor(path)) : path;
    addresses.push({ name: path.replaceAll(/[^a-z]+/g, " ").trim().replaceAll(" ", "-") || "start", path: filled, isPublic });
  }
  return addresses;
}
