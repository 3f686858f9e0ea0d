// HTTP without a session: decimals stay text, every failure is an ApiError. Used for sign-in and
// refresh; everything else uses api/client.
import { config } from "@/config";
import { answerError, noAnswer, toApiError } from "./errors";
import { readJson } from "./json";

export type Params = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Options {
  params?: Params;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

export interface Answer<T> {
  data: T;
  status: number;
  headers: Headers;
}

/** Sends a request; a text is sent as it is, anything else as JSON. */
export type Send = <T>(method: string, path: string, body: unknown, options: Options) => Promise<Answer<T>>;

/** Where the API is. */
export const api = { url: config.apiUrl };

const timeoutMs = 30_000;

function addressOf(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value !== undefined) query.set(name, String(value));
  return api.url + path + (query.size > 0 ? `?${query.toString()}` : "");
}

/** Parses JSON; anything else (CSV, a proxy's error page) stays text. */
function readBody(text: string, headers: Headers): unknown {
  return text !== "" && headers.get("content-type")?.includes("json") ? readJson(text) : text;
}

export const send: Send = async <T>(method: string, path: string, body: unknown, { params, headers, signal }: Options) => {
  const within = AbortSignal.timeout(timeoutMs);
  const request = {
    method,
    headers: { Accept: "application/json", ...(body !== undefined && { "Content-Type": "application/json" }), ...headers },
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, within]) : within,
  };
  let response, text;
  try {
    response = await fetch(addressOf(path, params), request);
    text = await response.text();
  } catch (thrown) {
    throw noAnswer(signal?.aborted ? "cancelled" : "network", thrown);
  }
  try {
    const answer = { data: readBody(text, response.headers), status: response.status, headers: response.headers };
    if (!response.ok) throw answerError(answer);
    return answer as Answer<T>;
  } catch (thrown) {
    throw toApiError(thrown);
  }
};

export interface Client {
  get: <T>(path: string, options?: Options) => Promise<Answer<T>>;
  post: <T>(path: string, body?: unknown, options?: Options) => Promise<Answer<T>>;
  put: <T>(path: string, body?: unknown, options?: Options) => Promise<Answer<T>>;
  delete: (path: string, options?: Options) => Promise<Answer<unknown>>;
}

export const makeClient = (send: Send): Client => ({
  get: (path, options = {}) => send("GET", path, undefined, options),
  post: (path, body, options = {}) => send("POST", path, body, options),
  put: (path, body, options = {}) => send("PUT", path, body, options),
  delete: (path, options = {}) => send("DELETE", path, undefined, options),
});

export const transport = makeClient(send);
