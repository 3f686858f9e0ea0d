import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { queryClient } from "@/api/query";
import type { Item } from "@/api/types";
import { rita, serve, type Answer, type TestRequest, type TestServer } from "@/testing/server";
import { useAuthStore } from "./authStore";
import { useItemStore } from "./itemStore";

const me = { ...rita, permissions: [...rita.permissions] };
const bolt = { id: "i1", item_code: "BOL-000001", item_name: "Bolt", category_id: "c", uom: "PCS", is_active: true, version: 3 } as Item;

let answer: (request: TestRequest) => Answer;
let server: TestServer;

beforeEach(async () => {
  server = await serve((request) => answer(request));
  useAuthStore.getState().login(me, "t");
  queryClient.clear();
  useItemStore.setState({ items: [], loading: false, error: null });
});

afterEach(async () => {
  await server.close();
});

describe("authStore", () => {
  it("has the signed-in user", () => {
    expect(useAuthStore.getState()).toMatchObject({ isAuthenticated: true, user: { username: "rita" }, token: "t" });
  });

  it("updates the user", () => {
    useAuthStore.getState().updateUser({ permissions: ["item.read"] });
    expect(useAuthStore.getState().user).toMatchObject({ username: "rita", permissions: ["item.read"] });
  });

  it("keeps the user but not the token when the session expires", () => {
    useAuthStore.getState().expire();
    expect(useAuthStore.getState()).toMatchObject({ status: "expired", token: null, isAuthenticated: false, user: { username: "rita" } });
  });

  it("clears itself and the query cache on sign-out", () => {
    queryClient.setQueryData(["items", "record", "i1"], bolt);
    useAuthStore.getState().logout();
    expect(useAuthStore.getState()).toMatchObject({ status: "out", token: null, isAuthenticated: false, user: null });
    expect(queryClient.getQueryData(["items", "record", "i1"])).toBeUndefined();
  });

  it("stores no token where scripts can read it", () => {
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain("t\"");
    expect(document.cookie).toBe("");
  });
});

describe("itemStore", () => {
  it("fetches", async () => {
    answer = () => ({ body: [bolt] });
    const done = useItemStore.getState().fetchItems();
    expect(useItemStore.getState().loading).toBe(true);
    await done;
    expect(useItemStore.getState()).toMatchObject({ items: [bolt], loading: false, error: null });
  });

  it("reports an error and clears it", async () => {
    answer = () => ({ status: 500, body: { detail: "Internal server error", code: "internal", request_id: "r" } });
    await useItemStore.getState().fetchItems();
    expect(useItemStore.getState().error).toMatch(/went wrong/);
    expect(useItemStore.getState().loading).toBe(false);
    useItemStore.getState().clearError();
    expect(useItemStore.getState().error).toBeNull();
  });

  it("creates an item with an idempotency key", async () => {
    answer = () => ({ status: 201, body: bolt });
    await useItemStore.getState().addItem({ item_name: "Bolt", category_id: "c", uom: "PCS" });
    expect(useItemStore.getState().items).toEqual([bolt]);
    expect(server.requests[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("updates and deletes the version that was shown", async () => {
    useItemStore.setState({ items: [bolt] });
    answer = (request) => (request.route.startsWith("PUT") ? { body: { ...bolt, item_name: "Screw", version: 4 } } : { status: 204 });
    await useItemStore.getState().updateItem("i1", { item_name: "Screw" });
    expect(useItemStore.getState().items[0]?.item_name).toBe("Screw");
    await useItemStore.getState().deleteItem("i1");
    expect(useItemStore.getState().items).toEqual([]);
    expect(server.requests.map((request) => request.headers["if-match"])).toEqual(['"3"', '"4"']);
  });

  it("rethrows a refused change and keeps the item", async () => {
    useItemStore.setState({ items: [bolt] });
    answer = () => ({ status: 409, body: { detail: "There is stock of it", code: "in_use", request_id: "r" } });
    await expect(useItemStore.getState().deleteItem("i1")).rejects.toThrow("There is stock of it");
    expect(useItemStore.getState()).toMatchObject({ items: [bolt], error: "There is stock of it" });
  });
});
