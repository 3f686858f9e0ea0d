// /api/masters, /api/lookup and /api/search: one resource for each master of the records table, by its name.
import { apiClient } from "@/api/client";
import { resource, type Resource, type Versioned } from "@/api/resource";
import type { LookupAnswer, LookupResult, LookupResultsAnswer, SearchAnswer } from "@/api/types";
import { masterNames, records, type Endpoint, type MasterName } from "@/records";

type ResourceAt<Api> = Api extends Endpoint<infer R extends Versioned, infer C, infer U> ? Resource<R, C, U> : never;

const resources = Object.fromEntries(masterNames.map((name) => [name, resource(records[name].api)])) as unknown as { [N in MasterName]: ResourceAt<(typeof records)[N]["api"]> };

export const mastersAPI = {
  ...resources,

  /** Finds the item, pack, location, recipient or posting that a scanned code identifies. */
  lookup: async (code: string, signal?: AbortSignal): Promise<LookupAnswer> =>
    (await apiClient.get<LookupAnswer>("/api/lookup", { params: { code }, ...(signal && { signal }) })).data,

  /** Up to 500 codes, answered in their order. */
  lookupMany: async (codes: readonly string[]): Promise<LookupResult[]> => (await apiClient.post<LookupResultsAnswer>("/api/lookup", { codes })).data.results,
};

export const searchAPI = {
  /** Finds records, postings, references and lots by words or codes. */
  search: async (words: string, signal?: AbortSignal): Promise<SearchAnswer> =>
    (await apiClient.get<SearchAnswer>("/api/search", { params: { q: words }, ...(signal && { signal }) })).data,
};
