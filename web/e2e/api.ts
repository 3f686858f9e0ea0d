// An API client for the tests: sets up data and acts beside the page.
import { request } from "playwright-core";
import { inject } from "vitest";
import { password, type Role } from "./instance";

export type Api = Awaited<ReturnType<typeof signedIn>>;

/** Requests of a signed-in user; a refusal fails the test. */
export async function signedIn(name: string) {
  const http = await request.newContext({ baseURL: inject("url"), ignoreHTTPSErrors: true });
  const headers: Record<string, string> = {};

  async function send<T>(method: string, path: string, data?: unknown): Promise<T> {
    const answer = await http.fetch(path, { method, headers, ...(data === undefined ? {} : { data }) });
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  const { token } = await send<{ token: string }>("POST", "/api/auth/login", { username: name, password });
  headers.Authorization = `Bearer ${token}`;
  return {
    get: <T>(path: string) => send<T>("GET", path),
    post: <T>(path: string, data: unknown = {}) => send<T>("POST", path, data),
    put: <T>(path: string, data: unknown) => send<T>("PUT", path, data),
    delete: (path: string) => send<undefined>("DELETE", path),
  };
}

let counter = 0;

/** A unique code or name. */
export const unique = (begin: string) => `${begin}${Date.now().toString(36)}${(counter++).toString(36)}`;

/** Creates a user with the common password. */
export async function newUser(admin: Api, role: Role) {
  const username = unique("u");
  return admin.post<{ id: string; username: string }>("/api/auth/register", { username, email: `${username}@example.com`, password, role });
}

export interface Item {
  id: string;
  item_code: string;
  item_name: string;
  version: number;
}

/** A unique EAN-13 with a valid check digit. */
export function newGtin(): string {
  const digits = `2${Date.now().toString().slice(-9)}${(counter++ % 100).toString().padStart(2, "0")}`;
  const sum = [...digits].reduce((total, digit, i) => total + parseInt(digit, 10) * (i % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Creates an item with default location MAIN and stock there. */
export async function newItem(admin: Api, fields: Record<string, unknown> = {}, quantity = 0): Promise<Item> {
  const item_code = unique("E2E-").toUpperCase();
  const { id: default_location_id } = await admin.get<{ id: string }>("/api/lookup?code=MAIN");
  const item = await admin.post<Item>("/api/masters/items", { item_code, item_name: `Part ${item_code}`, category_id: "cat-001", uom: "PCS", default_location_id, ...fields });
  if (quantity > 0) await admin.post("/api/inventory/transactions", { item_id: item.id, transaction_type: "receipt", quantity });
  return item;
}
