// Sends what was filled in. When no answer comes it is asked again, with the same key and to
// the letter the same body, so that it is posted once however often it is sent.
import { apiClient } from "@/api/client";
import { toApiError, type ApiError, type ErrorKind } from "@/api/errors";
import { once } from "@/api/resource";
import type { Posting } from "@/api/types";
import type { Sent } from "./grid";

export type Outcome = { is: "posted"; posting: Posting } | { is: "refused"; error: ApiError } | { is: "unknown"; error: ApiError };

const pausesMs = [500, 1500, 4000];

/** The store says that it wrote nothing. */
const wroteNothing: ReadonlySet<string | undefined> = new Set(["busy", "storage_full", "maintenance"]);

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function send({ key, path, body }: Sent): Promise<Posting> {
  const headers = { ...once(key), "Content-Type": "application/json" };
  return (await apiClient.post<Posting>(path, body, { headers, transformRequest: [(text: string) => text] })).data;
}

/** After a lost answer only one that judged the request itself says that it was not posted. */
const judged: ReadonlySet<ErrorKind> = new Set(["conflict", "invalid", "not_found"]);

/** `inDoubt`: it was sent before, and whether it was posted is not known. */
export async function deliver(sent: Sent, inDoubt = false, pauses: readonly number[] = pausesMs): Promise<Outcome> {
  let doubt = inDoubt;
  for (let attempt = 0; ; attempt++) {
    try {
      return { is: "posted", posting: await send(sent) };
    } catch (thrown) {
      const error = toApiError(thrown);
      const pause = pauses[attempt];
      doubt ||= error.isLost && !wroteNothing.has(error.code);
      if (!error.isLost || pause === undefined) return { is: doubt && !judged.has(error.kind) ? "unknown" : "refused", error };
      await sleep(pause);
    }
  }
}
