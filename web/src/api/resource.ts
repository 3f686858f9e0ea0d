// CRUD of one kind of record over HTTP. Each change names the version it is based on, so that
// nobody's work is overwritten unseen.
import { readCount } from "@/lib/number";
import { apiClient } from "./client";
import type { Answer, Params } from "./transport";

/** Parameters of a list: skip, limit, sort, q, count, and each indexed field. */
export type ListParams = Params;

export interface Listed<T> {
  rows: T[];
  /** With count: true. */
  total: number | undefined;
  /** Path of the next page, if there is one. */
  next: string | undefined;
}

export interface Versioned {
  id: string;
  version: number;
}

const nextLink = /<([^>]+)>;\s*rel="next"/;

/** Path of the next page, from the Link header. */
export function nextOf({ headers }: Answer<unknown>): string | undefined {
  return nextLink.exec(headers.get("link") ?? "")?.[1];
}

/** A list; with `next` of the previous answer as path, its continuation. */
export async function list<T>(path: string, params?: ListParams, signal?: AbortSignal): Promise<Listed<T>> {
  const answer = await apiClient.get<T[]>(path, { params, ...(signal && { signal }) });
  const total = answer.headers.get("x-total-count");
  return {
    rows: answer.data,
    total: total === null ? undefined : readCount(total, 0),
    next: nextOf(answer),
  };
}

/** The header by which a change succeeds only on this version. */
export const ifMatch = (record: Versioned): Record<string, string> => ({ "If-Match": `"${record.version}"` });

/** The header by which a repeated POST takes effect only once. */
export const idempotencyKey = (key: string): Record<string, string> => ({ "Idempotency-Key": key });

export interface Resource<R extends Versioned, C, U> {
  path: string;
  list: (params?: ListParams, signal?: AbortSignal) => Promise<Listed<R>>;
  get: (id: string, signal?: AbortSignal) => Promise<R>;
  create: (body: C, key: string) => Promise<R>;
  update: (read: Versioned, body: U) => Promise<R>;
  deactivate: (read: Versioned) => Promise<void>;
  restore: (read: Versioned) => Promise<R>;
}

export function resource<R extends Versioned, C, U>(path: string): Resource<R, C, U> {
  const at = (id: string) => `${path}/${encodeURIComponent(id)}`;
  return {
    path,
    list: (params, signal) => list<R>(path, params, signal),
    get: async (id, signal) => (await apiClient.get<R>(at(id), signal && { signal })).data,
    create: async (body, key) => (await apiClient.post<R>(path, body, { headers: idempotencyKey(key) })).data,
    update: async (read, body) => (await apiClient.put<R>(at(read.id), body, { headers: ifMatch(read) })).data,
    deactivate: async (read) => {
      await apiClient.delete(at(read.id), { headers: ifMatch(read) });
    },
    restore: async (read) => (await apiClient.post<R>(`${at(read.id)}/restore`, undefined, { headers: ifMatch(read) })).data,
  };
}
