// A small HTTP server for client tests: each test scripts its answers and reads the requests.
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { api } from "@/api/transport";

export interface TestRequest {
  route: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Closes the connection without an answer. */
  cut?: boolean;
}

export interface TestServer {
  requests: TestRequest[];
  /** Number of requests to a route such as "GET /api/auth/me". */
  count: (route: string) => number;
  close: () => Promise<void>;
}

export async function serve(answer: (requests: TestRequest) => Answer | Promise<Answer>): Promise<TestServer> {
  const requests: TestRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString();
      const one: TestRequest = {
        route: `${request.method ?? ""} ${(request.url ?? "").split("?")[0] ?? ""}`,
        headers: request.headers,
        body: text === "" ? undefined : (JSON.parse(text) as unknown),
      };
      requests.push(one);
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
  api.url = `http://127.0.0.1:${port}`;
  return {
    requests,
    count: (route) => requests.filter((one) => one.route === route).length,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A user to sign in. */
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
