import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rita, serve, type Answer, type TestServer } from "@/testing/server";
import { useAuthStore } from "@/stores/authStore";
import { sendPosting } from "./sendPosting";

const sent = { key: "key-1", path: "/api/inventory/transactions", body: '{"lines":[{"quantity":"1"}]}' };
const posted: Answer = { status: 201, body: { id: "p1", number: "MV-2026-000001" } };
const short: Answer = { status: 409, body: { detail: "Not enough", code: "insufficient_stock" } };
let server: TestServer;

/** Scripted answers; the last one is repeated. */
async function answering(...answers: Answer[]) {
  let next = 0;
  server = await serve(() => answers[Math.min(next++, answers.length - 1)] ?? posted);
}

describe("a posting", () => {
  beforeEach(() => {
    useAuthStore.getState().login({ ...rita, permissions: [] }, "token");
  });
  afterEach(() => server.close());

  it("is sent again with the same key and the identical body after a lost answer", async () => {
    await answering({ cut: true }, { status: 503 }, posted);
    expect(await sendPosting(sent, false, [1, 1])).toMatchObject({ is: "posted", posting: { number: "MV-2026-000001" } });
    expect(server.requests.map((a) => [a.headers["idempotency-key"], JSON.stringify(a.body)])).toEqual([1, 2, 3].map(() => ["key-1", sent.body]));
  });
  it("is not sent again when it was refused", async () => {
    await answering(short);
    expect(await sendPosting(sent, false, [1])).toMatchObject({ is: "refused", error: { code: "insufficient_stock" } });
    expect(server.requests).toHaveLength(1);
  });
  it("has an unknown outcome without any answer", async () => {
    await answering({ cut: true });
    expect((await sendPosting(sent, false, [1])).is).toBe("unknown");
  });
  it("was not posted if the store wrote nothing", async () => {
    await answering({ status: 503, body: { detail: "The disk is full", code: "storage_full" } });
    expect((await sendPosting(sent, false, [1])).is).toBe("refused");
  });
  it("has an unknown outcome until an answer decides", async () => {
    await answering({ cut: true }, { status: 429, headers: { "retry-after": "9" } });
    expect((await sendPosting(sent, false, [1])).is).toBe("unknown");
    await server.close();
    await answering(short);
    expect((await sendPosting(sent, true, [])).is).toBe("refused");
  });
});
