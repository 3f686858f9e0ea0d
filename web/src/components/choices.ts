// What a combobox offers: the masters and the users, found by words and codes.
import { keys, queryClient, type Kind } from "@/api/query";
import type { Resource, Versioned } from "@/api/resource";
import { mastersAPI, usersAPI } from "@/api/services";
import { keyOf, masters, plainMasterNames, records, textsOf, type MasterName, type PlainMasterName } from "@/records";
import type { Choice, ChoiceSource } from "./ui/combobox";

type Listing<R extends Versioned> = Pick<Resource<R, never, never>, "list" | "get">;

/** What the list under a field can show. */
const most = 20;

function source<R extends Versioned>(kind: Kind, from: Listing<R>, choice: (record: R) => Choice, sort = "code"): ChoiceSource {
  return {
    key: kind,
    find: async (words, signal) => {
      const q = words.trim();
      return (await from.list(q ? { q, limit: most } : { sort, limit: most }, signal)).rows.map(choice);
    },
    get: async (id) => choice(await queryClient.fetchQuery({ queryKey: keys.record(kind, id), queryFn: ({ signal }) => from.get(id, signal) })),
  };
}

/** How a record of this master is created with this name. */
const creating = (name: MasterName, field = "name"): Pick<ChoiceSource, "create"> => ({
  create: { label: textsOf(name).create, needs: records[name].needs.create, to: (words) => `${records[name].path}/new?${new URLSearchParams({ [field]: words }).toString()}` },
});

type Named = Versioned & { code: string; name: string };

const byId = (r: Named): Choice => ({ value: r.id, code: r.code, name: r.name });
const byCode = (r: Named): Choice => ({ value: r.code, code: r.code, name: r.name });

function masterSource(name: PlainMasterName): ChoiceSource {
  const from: Listing<Named> = mastersAPI[name];
  if (!("isReferredToByCode" in masters[name])) return { ...source(keyOf(name), from, byId), ...creating(name) };
  const get: ChoiceSource["get"] = async (code, signal) => (await from.list({ code, is_active: "all", limit: 1 }, signal)).rows.map(byCode)[0];
  return { ...source(keyOf(name), from, byCode), ...creating(name), get };
}

export const choices = {
  ...Object.fromEntries(plainMasterNames.map((name) => [name, masterSource(name)])),
  item: { ...source("items", mastersAPI.item, (i) => ({ value: i.id, code: i.item_code, name: i.item_name }), "item_code"), ...creating("item", "item_name") },
  user: source("users", usersAPI, (u) => ({ value: u.id, code: u.username, name: u.email }), "username"),
} as Readonly<Record<MasterName | "user", ChoiceSource>>;
