// HTTP without a session: decimals stay text, every failure is an ApiError. Signing in and
// refreshing go this way; all else goes through api/client.
import axios, { AxiosHeaders, type AxiosInstance } from "axios";
import { config } from "@/config";
import { toApiError } from "./errors";
import { readJson } from "./json";

/** JSON as what it says; anything else (CSV, a proxy's error page) as its text. */
function readAnswer(body: unknown, headers: unknown): unknown {
  const type = headers instanceof AxiosHeaders ? headers.get("content-type") : undefined;
  if (typeof body !== "string" || body === "" || !String(type).includes("json")) return body;
  return readJson(body);
}

export function makeTransport(): AxiosInstance {
  const made = axios.create({
    baseURL: config.apiUrl,
    timeout: 30_000,
    headers: { Accept: "application/json" },
    transformResponse: [readAnswer],
  });
  made.interceptors.response.use(undefined, (thrown: unknown) => Promise.reject(toApiError(thrown)));
  return made;
}

export const transport = makeTransport();
