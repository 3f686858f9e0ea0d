// Fetches all records of a kind, page by page: for trees, and for names in tables.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { keys, type Kind } from "@/api/query";
import { list, type ListParams } from "@/api/resource";

const atOnce = 1000;
/** A larger tree is not readable anyway. */
const mostPages = 20;

async function fetchAll<R>(path: string, params: ListParams, signal: AbortSignal): Promise<R[]> {
  const all: R[] = [];
  let next: string | undefined = path;
  for (let page = 0; next && page < mostPages; page++) {
    const found: { rows: R[]; next: string | undefined } = await list<R>(next, page === 0 ? { ...params, limit: atOnce } : undefined, signal);
    all.push(...found.rows);
    next = found.next;
  }
  return all;
}

export function useAll<R>({ kind, path }: { kind: Kind; path: string }, params: ListParams = {}): UseQueryResult<R[]> {
  return useQuery({
    queryKey: keys.list(kind, { ...params, all: true }),
    queryFn: ({ signal }) => fetchAll<R>(path, params, signal),
    staleTime: 60_000,
  });
}
