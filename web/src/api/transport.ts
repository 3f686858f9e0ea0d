// HTTP without a session: decimals stay text, every failure is an ApiError. Used for sign-in and
// refresh; everything else uses api/client.
import axios, { AxiosHeaders, type AxiosInstance } from "axios";
import { config } from "@/config";
import { toApiError } from "./errors";
import { readJson } from "./json";

/** Parses JSON; anything else (CSV, a proxy's error page) stays text. */
function readAnswer(body: unknown, headers: unknown): unknown {
  const type = headers instanceof AxiosHeaders ? headers.get("content-type") : undefined;
  if (typeof body !== "string" || body === "" || !String(type).includes("json")) return body;
  return readJson(body);
}

export function makeTransport(): AxiosInstance {
  const instance = axios.create({
    baseURL: config.apiUrl,
    timeout: 30_000,
    headers: { Accept: "application/json" },
    transformResponse: [readAnswer],
  });
  instance.interceptors.response.use(undefined, (thrown: unknown) => Promise.reject(toApiError(thrown)));
  return instance;
}

export const transport = makeTransport();
