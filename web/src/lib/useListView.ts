// A list whose whole state (search, filters, order, page) is in the URL, so that a link reproduces
// the view and Back restores it. Parameters are those of the API; others in the URL are not sent.
import { keepPreviousData, queryOptions, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { keys, type Kind } from "@/api/query";
import { list, type Listed, type ListParams } from "@/api/resource";
import { readCount } from "./number";

const pageSize = 50;

export interface ListSource {
  kind: Kind;
  path: string;
  /** Names of the filter parameters. */
  filters: readonly string[];
  /** Values of parameters that the URL does not have. */
  defaults?: Readonly<Record<string, string>>;
  /** Whether the list can be sorted with these parameters; left out: always, but for a search. */
  sorts?: (url: URLSearchParams) => boolean;
  /** Fetched by another query; this view only holds the parameters. */
  isReadElsewhere?: boolean;
  /** Always sent, never in the URL. */
  fixed?: ListParams;
}

export interface Order {
  field: string;
  isDescending: boolean;
}

export interface ListView<Row> {
  source: ListSource;
  rows: readonly Row[];
  answer: UseQueryResult<Listed<Row>>;
  /** The parameters of the request, without skip and limit. */
  params: ListParams;
  get: (name: string) => string | undefined;
  /** Changes parameters and goes to the first page; undefined removes one. */
  set: (changes: Readonly<Record<string, string | undefined>>) => void;
  isFiltered: boolean;
  clear: () => void;
  order: Order | undefined;
  /** Ascending, then descending, then the default order. */
  sortBy: (field: string) => void;
  /** 1-based; to is 0 for an empty list. */
  from: number;
  to: number;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}

/** The parameter of the order. A search is ordered by relevance: the API accepts no sort with it. */
function readSort(url: URLSearchParams, { defaults, sorts }: ListSource): string | undefined {
  if (url.get("q")?.trim() || sorts?.(url) === false) return undefined;
  return url.get("sort") ?? defaults?.sort;
}

export function readParams(url: URLSearchParams, source: ListSource): Record<string, string | number | boolean> {
  const { filters, defaults, fixed } = source;
  const q = url.get("q")?.trim() ?? "";
  const sort = readSort(url, source);
  const read: Record<string, string | number | boolean> = {};
  for (const name of filters) {
    const value = url.get(name) ?? defaults?.[name];
    if (value) read[name] = value;
  }
  if (q) read.q = q;
  else if (sort) read.sort = sort;
  return { ...read, ...(fixed as Record<string, string | number | boolean>) };
}

export function readOrder(sort: string | null | undefined): Order | undefined {
  if (!sort) return undefined;
  return sort.startsWith("-") ? { field: sort.slice(1), isDescending: true } : { field: sort, isDescending: false };
}

function nextSort(order: Order | undefined, field: string): string | undefined {
  if (order?.field !== field) return field;
  return order.isDescending ? undefined : `-${field}`;
}

/** The query for the page in the URL. */
function pageAt<Row>(url: URLSearchParams, source: ListSource) {
  const params = { ...readParams(url, source), skip: readCount(url.get("skip"), 0), limit: pageSize };
  return queryOptions({
    queryKey: keys.list(source.kind, params),
    queryFn: ({ signal }) => list<Row>(source.path, params, signal),
  });
}

export function useListView<Row>(source: ListSource): ListView<Row> {
  const [url, setUrl] = useSearchParams();
  const queries = useQueryClient();
  const skip = readCount(url.get("skip"), 0);
  const params = readParams(url, source);
  const answer = useQuery({ ...pageAt<Row>(url, source), placeholderData: keepPreviousData, enabled: !source.isReadElsewhere });
  const rows = answer.data?.rows ?? [];
  const order = readOrder(readSort(url, source));

  const change = (changes: Readonly<Record<string, string | undefined>>, replace: boolean) => {
    // Read from the address bar: a change not rendered yet would be lost.
    const then = new URLSearchParams(window.location.search);
    then.delete("skip");
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined || value === "") then.delete(name);
      else then.set(name, value);
    }
    if (!source.isReadElsewhere) void queries.prefetchQuery(pageAt(then, source)); // in parallel with rendering
    setUrl(then, { replace, preventScrollReset: true });
  };
  const goTo = (row: number) => () => {
    change({ skip: row > 0 ? String(row) : undefined }, false);
  };
  const set = (changes: Readonly<Record<string, string | undefined>>) => {
    change(changes, "q" in changes);
  };

  return {
    source,
    rows,
    answer,
    params,
    get: (name) => url.get(name) ?? source.defaults?.[name],
    set,
    isFiltered: ["q", ...source.filters].some((name) => url.has(name)),
    clear: () => {
      set(Object.fromEntries(["q", ...source.filters].map((name) => [name, undefined])));
    },
    order,
    sortBy: (field) => {
      set({ sort: nextSort(order, field) });
    },
    from: rows.length > 0 ? skip + 1 : 0,
    to: rows.length > 0 ? skip + rows.length : 0,
    previous: skip > 0 ? goTo(Math.max(skip - pageSize, 0)) : undefined,
    next: answer.data?.next ? goTo(skip + pageSize) : undefined,
  };
}
