import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setSignedOut } from "@/auth/tabs";
import { refreshSession, signIn, signOut, startSession } from "@/auth/session";
import { useAuthStore } from "@/stores/authStore";
import { rita, serve, type Answer, type TestRequest, type TestServer } from "@/testing/server";
import { apiClient } from "./client";
import { ApiError } from "./errors";
import { inventoryAPI, mastersAPI } from "./services";

const me = { ...rita, permissions: [...rita.permissions] };
const unauthenticated: Answer = { status: 401, body: { detail: "Not authenticated", code: "unauthenticated", request_id: "r" } };

/** Answers by route; "*" for all others. */
let routes: Record<string, (request: TestRequest) => Answer | Promise<Answer>>;
let valid: string;
let server: TestServer;

const tokens = (token: string): Answer => ({ body: { token, token_type: "bearer", expires_in: 1800, user: { id: me.id }, me } });
const bearer = (request: TestRequest) => request.headers.authorization;

beforeEach(async () => {
  valid = "t1";
  routes = {
    "GET /api/auth/me": () => ({ body: me }),
    "POST /api/auth/login": () => tokens(valid),
    "POST /api/auth/refresh": () => {
      valid = "t2";
      return tokens(valid);
    },
    "POST /api/auth/logout": () => ({ status: 204 }),
  };
  server = await serve((request) => {
    const route = routes[request.route];
    if (route) return route(request);
    return bearer(request) === `Bearer ${valid}` ? { body: [] } : unauthenticated;
  });
  useAuthStore.getState().login(me, "t1");
});

afterEach(async () => {
  await server.close();
  useAuthStore.getState().logout();
  localStorage.clear();
});

const refused = async (work: Promise<unknown>): Promise<ApiError> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ApiError);
  return thrown as ApiError;
};

describe("an access token that has expired", () => {
  it("is refreshed once, however many requests wait for it, and each is sent again", async () => {
    valid = "gone";
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => apiClient.get<unknown[]>(`/api/x${i}`)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200));
    expect(server.count("POST /api/auth/refresh")).toBe(1);
    expect(server.requests.filter((request) => request.route.startsWith("GET /api/x"))).toHaveLength(16);
    expect(useAuthStore.getState()).toMatchObject({ status: "in", token: "t2", user: { username: "rita" } });
  });

  it("is refreshed in cookie mode, without a token in a header or a body", async () => {
    valid = "gone";
    await apiClient.get("/api/x");
    const refresh = server.requests.find((request) => request.route === "POST /api/auth/refresh");
    expect(refresh?.headers["x-session-mode"]).toBe("cookie");
    expect(refresh?.headers.authorization).toBeUndefined();
    expect(refresh?.body).toBeUndefined();
  });

  it("is not refreshed again for a request that left before the refresh", async () => {
    useAuthStore.getState().updateToken("t2");
    await refreshSession("t1");
    expect(server.count("POST /api/auth/refresh")).toBe(0);
  });

  it("sends the body and the key again as they were", async () => {
    valid = "gone";
    await inventoryAPI.createTransaction({ item_id: "i", quantity: "1.5", transaction_type: "receipt" }, "key-1");
    const posts = server.requests.filter((request) => request.route === "POST /api/inventory/transactions");
    expect(posts).toHaveLength(2);
    expect(posts[0]?.body).toEqual(posts[1]?.body);
    expect(posts.map((post) => post.headers["idempotency-key"])).toEqual(["key-1", "key-1"]);
  });

  it("asks to sign in again when the refresh is refused, and keeps the user", async () => {
    routes["POST /api/auth/refresh"] = () => unauthenticated;
    valid = "gone";
    const errors = await Promise.all([refused(apiClient.get("/api/x")), refused(apiClient.get("/api/y"))]);
    expect(errors.map((error) => error.kind)).toEqual(["unauthenticated", "unauthenticated"]);
    expect(server.count("POST /api/auth/refresh")).toBe(1);
    expect(useAuthStore.getState()).toMatchObject({ status: "expired", token: null, user: { username: "rita" } });
  });

  it("sends nothing while the sign-in is pending", async () => {
    useAuthStore.getState().expire();
    expect((await refused(apiClient.get("/api/x"))).kind).toBe("unauthenticated");
    expect(server.requests).toHaveLength(0);
  });

  it("is retried once: a second refusal ends the session", async () => {
    routes["GET /api/x"] = () => unauthenticated;
    expect((await refused(apiClient.get("/api/x"))).kind).toBe("unauthenticated");
    expect(server.count("GET /api/x")).toBe(2);
    expect(server.count("POST /api/auth/refresh")).toBe(1);
    expect(useAuthStore.getState().status).toBe("expired");
  });

  it("stays when the refresh gets no answer", async () => {
    routes["POST /api/auth/refresh"] = () => ({ cut: true });
    valid = "gone";
    expect((await refused(apiClient.get("/api/x"))).kind).toBe("network");
    expect(useAuthStore.getState()).toMatchObject({ status: "in", token: "t1" });
  });
});

describe("failures", () => {
  const failing = async (answer: Answer) => {
    routes["GET /api/x"] = () => answer;
    return refused(apiClient.get("/api/x"));
  };

  it("name the missing permission", async () => {
    const error = await failing({
      status: 403,
      body: { detail: "Insufficient permissions", code: "forbidden", permission: "period.close", request_id: "r-9" },
    });
    expect(error).toMatchObject({ kind: "forbidden", status: 403, requestId: "r-9" });
    expect(error.message).toContain("period.close");
  });

  it("name the permissions of which one suffices", async () => {
    const error = await failing({ status: 403, body: { detail: "Insufficient permissions", code: "forbidden", permissions: ["stock.issue", "stock.adjust"] } });
    expect(error.message).toContain("one of the permissions “stock.issue”, “stock.adjust”");
  });

  it("of a revoked permission reload the user's permissions", async () => {
    routes["GET /api/auth/me"] = () => ({ body: { ...me, permissions: ["item.read"] } });
    await failing({ status: 403, body: { detail: "Insufficient permissions", code: "forbidden", permission: "item.create" } });
    await vi.waitFor(() => {
      expect(useAuthStore.getState().user?.permissions).toEqual(["item.read"]);
    }, 60_000);
  });

  it("have all errors of a 422 with their paths in the form", async () => {
    const error = await failing({
      status: 422,
      body: {
        detail: [
          { loc: ["body", "lines", 0, "quantity"], msg: "Above zero", type: "greater_than" },
          { loc: ["query", "sort"], msg: "No such field", type: "enum" },
        ],
        code: "invalid",
        request_id: "r",
      },
    });
    expect(error.kind).toBe("invalid");
    expect(error.faults).toEqual([
      { path: ["lines", 0, "quantity"], type: "greater_than", message: "Above zero" },
      { path: ["query", "sort"], type: "enum", message: "No such field" },
    ]);
  });

  it("keep the server's message and figures of a conflict", async () => {
    const body = '{"detail":"Not enough stock","code":"insufficient_stock","request_id":"r","lines":[{"available":4.000001}]}';
    const error = await failing({ status: 409, body });
    expect(error).toMatchObject({ kind: "conflict", code: "insufficient_stock", message: "Not enough stock" });
    expect(error.more).toEqual({ lines: [{ available: "4.000001" }] });
  });

  it.each([
    [{ status: 404, body: { detail: "Item not found", code: "not_found" } }, "not_found", "Item not found"],
    [{ status: 412, body: { detail: "It has changed since you read it", code: "stale" } }, "stale", /someone else/i],
    [{ status: 429, body: { detail: "Too many", code: "too_many" }, headers: { "retry-after": "17" } }, "too_many", /17 seconds/],
    [{ status: 429, body: { detail: "Too many incorrect passwords", code: "too_many" }, headers: { "retry-after": "841" } }, "too_many", /15 minutes/],
    [{ status: 503, body: { detail: "Busy", code: "busy" }, headers: { "retry-after": "1" } }, "unavailable", /moment/],
    [{ status: 500, body: { detail: "Internal server error", code: "internal" } }, "server", /request ID/],
    [{ status: 502, body: "<html>", headers: { "content-type": "text/html" } }, "unavailable", /moment/],
    [{ cut: true }, "network", /cannot reach/i],
  ] satisfies [Answer, string, string | RegExp][])("have a message: %j", async (answer, kind, words) => {
    const error = await failing(answer);
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(words);
  });

  it("have the request id and Retry-After", async () => {
    const error = await failing({ status: 429, body: { detail: "x", code: "too_many" }, headers: { "retry-after": "17" } });
    expect(error).toMatchObject({ requestId: "req-1", retryAfter: 17 });
  });
});

describe("records", () => {
  it("have decimals as text, the total and the next page", async () => {
    routes["GET /api/masters/items"] = () => ({
      body: '[{"id":"i","min_stock_level":123456789.123456}]',
      headers: { "x-total-count": "1204", link: '</api/masters/items?cursor=abc>; rel="next"' },
    });
    const { rows, total, next } = await mastersAPI.item.list({ count: true });
    expect(rows).toEqual([{ id: "i", min_stock_level: "123456789.123456" }]);
    expect(total).toBe(1204);
    expect(next).toBe("/api/masters/items?cursor=abc");
  });

  it("are changed only in the version that was read", async () => {
    routes["PUT /api/masters/items/i"] = () => ({ body: {} });
    await mastersAPI.item.update({ id: "i", version: 7 }, { item_name: "Bolt" });
    expect(server.requests[0]?.headers["if-match"]).toBe('"7"');
  });
});

describe("the session", () => {
  it("begins with a password, in cookie mode", async () => {
    useAuthStore.getState().logout();
    await signIn({ username: "rita", password: "pass phrase" });
    expect(server.requests[0]?.headers["x-session-mode"]).toBe("cookie");
    expect(useAuthStore.getState()).toMatchObject({ status: "in", token: "t1", isAuthenticated: true, user: { username: "rita" } });
  });

  it("is restored when the page is loaded", async () => {
    useAuthStore.setState({ status: "starting", user: null, token: null });
    await startSession();
    expect(useAuthStore.getState()).toMatchObject({ status: "in", token: "t2" });
  });

  it("is not restored after a sign-out on this browser", async () => {
    useAuthStore.setState({ status: "starting", user: null, token: null });
    setSignedOut(true);
    await startSession();
    expect(useAuthStore.getState().status).toBe("out");
    expect(server.requests).toHaveLength(0);
  });

  it("is unknown, not over, while the server does not answer", async () => {
    useAuthStore.setState({ status: "starting", user: null, token: null });
    routes["POST /api/auth/refresh"] = () => ({ status: 503, body: {}, headers: { "retry-after": "1" } });
    await startSession();
    expect(useAuthStore.getState().status).toBe("unreachable");
  });

  it("ends even if the server cannot be reached, and is not restored", async () => {
    routes["POST /api/auth/logout"] = () => ({ cut: true });
    await refused(signOut());
    expect(useAuthStore.getState()).toMatchObject({ status: "out", user: null, token: null });
    useAuthStore.setState({ status: "starting" });
    await startSession();
    expect(server.count("POST /api/auth/refresh")).toBe(0);
  });

  it("ends on the server though the token had expired", async () => {
    valid = "gone";
    routes["POST /api/auth/logout"] = (request) => (bearer(request) === `Bearer ${valid}` ? { status: 204 } : unauthenticated);
    await signOut();
    expect(server.count("POST /api/auth/logout")).toBe(2);
    expect(useAuthStore.getState().status).toBe("out");
  });
});
