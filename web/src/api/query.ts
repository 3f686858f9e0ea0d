// What the server said, kept for as long as it may be believed. A query's key begins with the
// kind of record, so that a change of one makes all lists of its kind be asked anew.
import { QueryClient } from "@tanstack/react-query";
import type { RecordKey } from "@/records";
import { useAuthStore } from "@/stores/authStore";
import { toApiError } from "./errors";
import type { ListParams } from "./resource";

const tries = 2;

/** Seconds of Retry-After are kept to; a lost answer is asked for again soon. */
function patience(attempt: number, thrown: unknown): number {
  const wait = toApiError(thrown).retryAfter;
  return wait === undefined ? 500 * 2 ** attempt : wait * 1000;
}

const isPassing = (thrown: unknown): boolean => ["network", "unavailable"].includes(toApiError(thrown).kind);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, thrown) => failures < tries && isPassing(thrown),
      retryDelay: patience,
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

/** What a posting changes. */
const moved: readonly Kind[] = ["stock", "ledger", "postings", "summary", "periods", "audit"];

/** Has what is on the page asked anew. */
export async function forget(...kinds: readonly Kind[]): Promise<void> {
  const parts = kinds.flatMap((kind) => [keys.all(kind), ["choice", kind], ["choices", kind]]);
  await Promise.all(parts.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

export const forgetStock = (): Promise<void> => forget(...moved);

// What one person may see is not for the next.
useAuthStore.subscribe((now, before) => {
  if (now.user?.id !== before.user?.id) queryClient.clear();
});
