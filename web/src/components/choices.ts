// What a combobox chooses from: the masters, found by their words and codes.
import { keys, queryClient, type Kind } from "@/api/query";
import type { Resource, Versioned } from "@/api/resource";
import { mastersAPI, usersAPI } from "@/api/services";
import type { Choice, ChoiceSource } from "./ui/combobox";

type Listing<R extends Versioned> = Pick<Resource<R, never, never>, "list" | "get">;

/** As many as a list under a field can show. */
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

const named = (r: { id: string; code: string; name: string }): Choice => ({ value: r.id, code: r.code, name: r.name });
/** Units and reasons are referred to by their code. */
const byCode = (r: { code: string; name: string }): Choice => ({ value: r.code, code: r.code, name: r.name });

function codes<R extends Versioned & { code: string; name: string }>(kind: Kind, from: Listing<R>): ChoiceSource {
  const all = source(kind, from, byCode);
  return { ...all, get: async (code, signal) => (await from.list({ code, is_active: "all", limit: 1 }, signal)).rows.map(byCode)[0] };
}

export const choices = {
  item: source("items", mastersAPI.items, (i) => ({ value: i.id, code: i.item_code, name: i.item_name }), "item_code"),
  category: source("categories", mastersAPI.categories, named),
  location: source("locations", mastersAPI.locations, named),
  recipient: source("recipients", mastersAPI.recipients, named),
  supplier: source("suppliers", mastersAPI.suppliers, named),
  uom: codes("uoms", mastersAPI.uoms),
  reason: codes("reasons", mastersAPI.reasons),
  user: source("users", usersAPI, (u) => ({ value: u.id, code: u.username, name: u.email }), "username"),
} as const;
