// The query client and the keys of its cache. A key begins with the kind of record, so that a change
// invalidates all lists of that kind.
import { QueryClient } from "@tanstack/react-query";
import type { RecordKey } from "@/records";
import { useAuthStore } from "@/stores/authStore";
import { toApiError } from "./errors";
import type { ListParams } from "./resource";

const tries = 2;

/** Retry-After in ms, or an exponential delay. */
function retryDelay(attempt: number, thrown: unknown): number {
  const wait = toApiError(thrown).retryAfter;
  return wait === undefined ? 500 * 2 ** attempt : wait * 1000;
}

const isTransient = (thrown: unknown): boolean => ["network", "unavailable"].includes(toApiError(thrown).kind);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, thrown) => failures < tries && isTransient(thrown),
      retryDelay,
    },
    mutations: { retry: false, networkMode: "always" },
  },
});

/** The first part of a query's key: a record with a page, or another kind of answer. */
export type Kind = RecordKey | "stock" | "ledger" | "periods" | "summary" | "audit" | "sessions" | "lookup";

export const keys = {
  all: (kind: Kind) => [kind] as const,
  list: (kind: Kind, params: ListParams = {}) => [kind, "list", params] as const,
  record: (kind: Kind, id: string) => [kind, "record", id] as const,
  part: (kind: Kind, id: string, part: string, params: ListParams = {}) => [kind, "record", id, part, params] as const,
};

/** Kinds that a posting changes. */
const changedByPosting: readonly Kind[] = ["stock", "ledger", "postings", "summary", "periods", "audit"];

/** Refetches what is on the page and marks the rest stale. */
export async function invalidate(...kinds: readonly Kind[]): Promise<void> {
  const parts = kinds.flatMap((kind) => [keys.all(kind), ["choice", kind], ["choices", kind]]);
  await Promise.all(parts.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

export const invalidateStock = (): Promise<void> => invalidate(...changedByPosting);

// The next user may not see the previous user's data.
useAuthStore.subscribe((now, before) => {
  if (now.user?.id !== before.user?.id) queryClient.clear();
});
