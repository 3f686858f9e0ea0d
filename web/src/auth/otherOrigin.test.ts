import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

vi.hoisted(() => vi.stubEnv("VITE_API_URL", "https://api.example.org"));

import { apiClient } from "@/api/client";
import { useAuthStore } from "@/stores/authStore";
import { rita, serve, type TestServer } from "@/testing/server";
import { signIn, startSession } from "./session";

let server: TestServer;
let created = 0;

beforeEach(async () => {
  server = await serve(({ route, headers }) => {
    if (route === "GET /api/auth/me") return { body: { ...rita } };
    if (route.startsWith("POST /api/auth/")) {
      created += 1;
      return { body: { token: `t${String(created)}`, refresh_token: `r${String(created)}`, token_type: "bearer", expires_in: 60, user: { id: rita.id }, me: rita } };
    }
    return headers.authorization === "Bearer t2" ? { body: [] } : { status: 401, body: { detail: "Not authenticated", code: "unauthenticated" } };
  });
});

afterEach(() => server.close());

describe("an API of another origin", () => {
  it("gets the refresh token in the body, and asks for no cookie", async () => {
    await startSession();
    expect(useAuthStore.getState().status).toBe("out");
    expect(server.requests).toHaveLength(0);
    await signIn({ username: "rita", password: "pass phrase" });
    await apiClient.get("/api/x");
    const refresh = server.requests.find((request) => request.route === "POST /api/auth/refresh");
    expect(refresh?.body).toEqual({ refresh_token: "r1" });
    expect(server.requests.map((request) => request.headers["x-session-mode"])).toEqual(server.requests.map(() => undefined));
    expect(JSON.stringify({ ...localStorage })).not.toMatch(/r1|r2/);
  });
});
