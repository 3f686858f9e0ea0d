// A list whose whole state is the URL: words, filters, order, page. So a link reproduces the
// view, and going back goes back. The parameters are those of the API; what is in the URL and
// not among them is not sent.
import { keepPreviousData, queryOptions, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { keys, type Kind } from "@/api/query";
import { list, type Listed, type ListParams } from "@/api/resource";
import { readCount } from "./number";

const pageSize = 50;

export interface ListSource {
  kind: Kind;
  path: string;
  /** The parameters that may narrow it. */
  filters: readonly string[];
  /** What holds unless the URL says otherwise. */
  defaults?: Readonly<Record<string, string>>;
  /** Read by another query; here is only what is asked. */
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
  /** What is asked of the API, without its page. */
  params: ListParams;
  get: (name: string) => string | undefined;
  /** Changes parameters and goes to the first page; undefined takes one away. */
  set: (changes: Readonly<Record<string, string | undefined>>) => void;
  isFiltered: boolean;
  clear: () => void;
  order: Order | undefined;
  /** Ascending, then descending, then the list's own order. */
  sortBy: (field: string) => void;
  /** 1-based; to is 0 when there is nothing. */
  from: number;
  to: number;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}

/** A search has an order of its own, so the API takes no sort with it. */
export function readParams(url: URLSearchParams, { filters, defaults, fixed }: ListSource): Record<string, string | number | boolean> {
  const q = url.get("q")?.trim() ?? "";
  const sort = url.get("sort") ?? defaults?.sort;
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

/** What the URL asks for. */
function pageAt<Row>(url: URLSearchParams, source: ListSource) {
  const asked = { ...readParams(url, source), skip: readCount(url.get("skip"), 0), limit: pageSize };
  return queryOptions({
    queryKey: keys.list(source.kind, asked),
    queryFn: ({ signal }) => list<Row>(source.path, asked, signal),
  });
}

export function useListView<Row>(source: ListSource): ListView<Row> {
  const [url, setUrl] = useSearchParams();
  const queries = useQueryClient();
  const skip = readCount(url.get("skip"), 0);
  const params = readParams(url, source);
  const answer = useQuery({ ...pageAt<Row>(url, source), placeholderData: keepPreviousData, enabled: !source.isReadElsewhere });
  const rows = answer.data?.rows ?? [];
  const order = params.q ? undefined : readOrder(url.get("sort") ?? source.defaults?.sort);

  const change = (changes: Readonly<Record<string, string | undefined>>, replace: boolean) => {
    // Not from what was drawn: a change made before that is drawn would be lost.
    const then = new URLSearchParams(window.location.search);
    then.delete("skip");
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined || value === "") then.delete(name);
      else then.set(name, value);
    }
    if (!source.isReadElsewhere) void queries.prefetchQuery(pageAt(then, source)); // while the page is drawn
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
