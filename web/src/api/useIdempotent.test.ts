import { describe, expect, it, vi } from "vitest";
import { ApiError } from "./errors";
import { makeIdempotent } from "./useIdempotent";

const lost = () => new ApiError({ kind: "network", message: "" });
const refused = (code: string) => new ApiError({ kind: "invalid", status: 422, code, message: "" });
const atOnce = () => Promise.resolve();

/** A send function with scripted answers, and the keys it was called with. */
function sends(...answers: (ApiError | string)[]) {
  const keys: string[] = [];
  const send = (key: string) => {
    keys.push(key);
    const answer = answers.shift();
    return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { keys, send };
}

describe("a form", () => {
  it("is sent once by a double click", async () => {
    const idempotent = makeIdempotent(atOnce);
    const { keys, send } = sends("made");
    expect(await Promise.all([idempotent.run(send), idempotent.run(send)])).toEqual(["made", "made"]);
    expect(keys).toHaveLength(1);
  });

  it("is retried with the same key after a lost answer", async () => {
    const idempotent = makeIdempotent(atOnce);
    const { keys, send } = sends(lost(), "made");
    expect(await idempotent.run(send)).toBe("made");
    expect(keys[1]).toBe(keys[0]);
  });

  it("keeps its key until success is confirmed", async () => {
    const idempotent = makeIdempotent(atOnce);
    const { keys, send } = sends(lost(), lost(), refused("invalid"), "made", "made");
    await expect(idempotent.run(send)).rejects.toThrow(ApiError);
    await expect(idempotent.run(send)).rejects.toThrow(ApiError);
    await idempotent.run(send);
    await idempotent.run(send);
    expect(new Set(keys.slice(0, 4)).size).toBe(1);
    expect(keys[4]).not.toBe(keys[0]);
  });

  it("gets a new key once the first attempt is known to have succeeded", async () => {
    const idempotent = makeIdempotent(atOnce);
    const { keys, send } = sends(refused("key_reused"), "made");
    await expect(idempotent.run(send)).rejects.toThrow(ApiError);
    await idempotent.run(send);
    expect(keys[1]).not.toBe(keys[0]);
  });

  it("waits as long as the server asks, up to a limit", async () => {
    const wait = vi.fn(atOnce);
    const busy = (retryAfter: number) => new ApiError({ kind: "unavailable", message: "", retryAfter });
    const idempotent = makeIdempotent(wait);
    await idempotent.run(sends(busy(3), "made").send);
    expect(wait).toHaveBeenCalledWith(3);
    await expect(idempotent.run(sends(busy(60)).send)).rejects.toThrow(ApiError);
    expect(wait).toHaveBeenCalledTimes(1);
  });
});
