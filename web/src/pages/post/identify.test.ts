import { afterEach, beforeEach, expect, it } from "vitest";
import type { LookupResult } from "@/api/types";
import { useAuthStore } from "@/stores/authStore";
import { rita, serve, type TestRequest, type TestServer } from "@/testing/server";
import { identify } from "./identify";

const answerOf = (code: string): LookupResult =>
  code.startsWith("?") ? { code, error: "not_found", detail: "There is no such code" }
    : { code, found: { kind: code.startsWith("BOX") ? "pack" : "item", id: `id ${code}`, code, name: "Bolt", uom: "BOX", item_uom: "PCS", is_active: true, packs: [{ uom: "BOX", numerator: 100, denominator: 1 }], default_location_id: "l1", default_location_code: "MAIN", others: [] } };

let server: TestServer;
let refusals = 0;
const answer = ({ body }: TestRequest) =>
  refusals-- > 0 ? { status: 429, headers: { "retry-after": "0" } } : { body: { results: (body as { codes: string[] }).codes.map(answerOf) } };

beforeEach(async () => {
  refusals = 0;
  server = await serve(answer);
  useAuthStore.getState().login({ ...rita, permissions: [] }, "t");
});
afterEach(() => server.close());

it("resolves 500 lines by one request, with what they need of their items", async () => {
  const found = await identify(Array.from({ length: 500 }, (_, i) => `A-${String(i)}`));
  expect(server.requests.map(({ route }) => route)).toEqual(["POST /api/lookup"]);
  expect(found[7]).toEqual({ is: "item", item: { id: "id A-7", code: "A-7", name: "Bolt", uom: "PCS", packs: [{ uom: "BOX", numerator: 100, denominator: 1 }], active: true, home: { id: "l1", code: "MAIN" } } });
});

it("asks for each code once, and again for one that was not found", async () => {
  expect((await identify(["BOX-1", "?-1", "BOX-1"])).map((one) => one.is)).toEqual(["item", "nothing", "item"]);
  expect(await identify(["BOX-1"])).toMatchObject([{ is: "item", pack: { uom: "BOX" } }]);
  await identify(["?-1"]);
  expect(server.requests.map(({ body }) => (body as { codes: string[] }).codes)).toEqual([["BOX-1", "?-1"], ["?-1"]]);
});

it("waits as long as the server asks", async () => {
  refusals = 1;
  expect(await identify(["B-1"])).toMatchObject([{ is: "item" }]);
  expect(server.requests).toHaveLength(2);
});
