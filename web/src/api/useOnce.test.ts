import { describe, expect, it, vi } from "vitest";
import { ApiError } from "./errors";
import { makeOnce } from "./useOnce";

const lost = () => new ApiError({ kind: "network", message: "" });
const refused = (code: string) => new ApiError({ kind: "invalid", status: 422, code, message: "" });
const atOnce = () => Promise.resolve();

/** Sends that answer one after the other, and the keys they were given. */
function sends(...answers: (ApiError | string)[]) {
  const keys: string[] = [];
  const send = (key: string) => {
    keys.push(key);
    const answer = answers.shift();
    return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { keys, send };
}

describe("a form that is filled once", () => {
  it("is sent once by a double click", async () => {
    const once = makeOnce(atOnce);
    const { keys, send } = sends("made");
    expect(await Promise.all([once.run(send), once.run(send)])).toEqual(["made", "made"]);
    expect(keys).toHaveLength(1);
  });

  it("is sent again by itself with the same key after a lost answer", async () => {
    const once = makeOnce(atOnce);
    const { keys, send } = sends(lost(), "made");
    expect(await once.run(send)).toBe("made");
    expect(keys[1]).toBe(keys[0]);
  });

  it("keeps its key until it is known to be done, whoever sends it again", async () => {
    const once = makeOnce(atOnce);
    const { keys, send } = sends(lost(), lost(), refused("invalid"), "made", "made");
    await expect(once.run(send)).rejects.toThrow(ApiError);
    await expect(once.run(send)).rejects.toThrow(ApiError);
    await once.run(send);
    await once.run(send);
    expect(new Set(keys.slice(0, 4)).size).toBe(1);
    expect(keys[4]).not.toBe(keys[0]);
  });

  it("gets a new key once the first attempt is known to have been done", async () => {
    const once = makeOnce(atOnce);
    const { keys, send } = sends(refused("key_reused"), "made");
    await expect(once.run(send)).rejects.toThrow(ApiError);
    await once.run(send);
    expect(keys[1]).not.toBe(keys[0]);
  });

  it("waits as long as the server asks for, but not for ever", async () => {
    const wait = vi.fn(atOnce);
    const busy = (retryAfter: number) => new ApiError({ kind: "unavailable", message: "", retryAfter });
    const once = makeOnce(wait);
    await once.run(sends(busy(3), "made").send);
    expect(wait).toHaveBeenCalledWith(3);
    await expect(once.run(sends(busy(60)).send)).rejects.toThrow(ApiError);
    expect(wait).toHaveBeenCalledTimes(1);
  });
});
