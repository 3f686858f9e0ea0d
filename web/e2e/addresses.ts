// Every page of the table of pages, at an address that shows a record of the demo data.
import { pages } from "@/app/pages";
import { keyOf, masterNames, records } from "@/records";
import { signedIn } from "./api";

/** Records that show more than the first one of their list would. */
const examples: Readonly<Record<string, string>> = {
  items: "/api/masters/items?q=BOL-M8X20",
  suppliers: "/api/masters/suppliers?q=BOLTWORKS",
  locations: "/api/masters/locations?q=A-01",
  categories: "/api/masters/item-categories?q=BOL",
  uoms: "/api/masters/uoms?q=BOX",
  reasons: "/api/masters/reasons?q=LOST",
  postings: "/api/inventory/transactions?limit=1",
  users: "/api/users?q=staff",
};

function firstOf(word: string): string | undefined {
  const name = masterNames.find((one) => keyOf(one) === word);
  return name && `${records[name].api}?limit=1`;
}

export interface Address {
  name: string;
  path: string;
  isPublic: boolean;
}

export async function everyAddress(): Promise<Address[]> {
  const admin = await signedIn("admin");

  async function idFor(path: string): Promise<string> {
    const [word = ""] = path.split("/").filter(Boolean);
    const list = examples[word] ?? firstOf(word);
    if (!list) throw new Error(`${path}: name an example in e2e/addresses.ts`);
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
