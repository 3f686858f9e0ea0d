// Sends a posting. When no answer arrives it is sent again with the same key and the identical body,
// so that it is posted only once.
import { apiClient } from "@/api/client";
import { toApiError, type ApiError, type ErrorKind } from "@/api/errors";
import { idempotencyKey } from "@/api/resource";
import type { Posting } from "@/api/types";
import type { Sent } from "./grid";

export type Outcome = { is: "posted"; posting: Posting } | { is: "refused"; error: ApiError } | { is: "unknown"; error: ApiError };

const pausesMs = [500, 1500, 4000];

/** Errors by which the store has written nothing. */
const wroteNothing: ReadonlySet<string | undefined> = new Set(["busy", "storage_full", "maintenance"]);

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function send({ key, path, body }: Sent): Promise<Posting> {
  return (await apiClient.post<Posting>(path, body, { headers: idempotencyKey(key) })).data;
}

/** After a lost answer, only errors about the request itself prove that it was not posted. */
const definitive: ReadonlySet<ErrorKind> = new Set(["conflict", "invalid", "not_found"]);

/** `inDoubt`: it was sent before with unknown outcome. */
export async function sendPosting(sent: Sent, inDoubt = false, pauses: readonly number[] = pausesMs): Promise<Outcome> {
  let doubt = inDoubt;
  for (let attempt = 0; ; attempt++) {
    try {
      return { is: "posted", posting: await send(sent) };
    } catch (thrown) {
      const error = toApiError(thrown);
      const pause = pauses[attempt];
      doubt ||= error.isLost && !wroteNothing.has(error.code);
      if (!error.isLost || pause === undefined) return { is: doubt && !definitive.has(error.kind) ? "unknown" : "refused", error };
      await sleep(pause);
    }
  }
}
