// A small HTTP server for the tests of the client: each test says how it answers, and reads
// what it was asked.
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { apiClient } from "@/api/client";
import { transport } from "@/api/transport";

export interface Asked {
  route: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** The connection is cut in place of an answer. */
  cut?: boolean;
}

export interface TestServer {
  asked: Asked[];
  /** How often a route such as "GET /api/auth/me" was asked. */
  count: (route: string) => number;
  close: () => Promise<void>;
}

export async function serve(answer: (asked: Asked) => Answer | Promise<Answer>): Promise<TestServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString();
      const one: Asked = {
        route: `${request.method ?? ""} ${(request.url ?? "").split("?")[0] ?? ""}`,
        headers: request.headers,
        body: text === "" ? undefined : (JSON.parse(text) as unknown),
      };
      asked.push(one);
      void Promise.resolve(answer(one)).then(({ status = 200, body, headers, cut }) => {
        if (cut) {
          request.socket.destroy();
          return;
        }
        response.writeHead(status, { "content-type": "application/json", "x-request-id": "req-1", ...headers });
        response.end(typeof body === "string" ? body : JSON.stringify(body));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  for (const client of [apiClient, transport]) {
    client.defaults.baseURL = `http://127.0.0.1:${port}`;
    client.defaults.adapter = "http"; // jsdom's own would ask for CORS
  }
  return {
    asked,
    count: (route) => asked.filter((one) => one.route === route).length,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Somebody to be signed in. */
export const rita = {
  id: "u-1",
  email: "rita@example.org",
  username: "rita",
  role: "manager",
  permissions: ["item.read", "item.create"],
  must_change_password: false,
  timezone: "UTC",
  currency: "EUR",
} as const;
