// How nginx serves the built app: deep links, caching, compression, headers.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { request } from "playwright-core";
import { afterAll, describe } from "vitest";
import { expect, inject, test, url } from "./browser";

const http = await request.newContext({ baseURL: url, ignoreHTTPSErrors: true });
const assets = readdirSync(join(inject("folder"), "home/web/assets"));
const asset = (end: string) => `/assets/${assets.find((name) => name.endsWith(end))}`;

afterAll(() => http.dispose());

describe("nginx", () => {
  test.each(["/", "/index.html", "/items", "/items/some/deep?link=1"])("gives the app for %s, never from a cache unasked", async (path) => {
    const answer = await http.get(path);
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toContain("text/html");
    expect(answer.headers()["cache-control"]).toBe("no-cache");
    expect(await answer.text()).toContain('<div id="root">');
  });

  test("names the scripts of a page in its file, so that they are fetched with the app", async () => {
    const scriptsOf = async (path: string) => [...(await (await http.get(path)).text()).matchAll(/"(\/assets\/[^"]+\.js)"/g)].map(([, file]) => file);
    const [index, post] = [await scriptsOf("/"), await scriptsOf("/post")];
    const ofEveryPage = index.filter((file) => !/\/(Dashboard|Plot)-/.test(file ?? ""));
    expect(ofEveryPage.length).toBeGreaterThan(0);
    expect(ofEveryPage.length).toBeLessThan(index.length); // index.html names those of the dashboard too
    expect(post).toEqual(expect.arrayContaining(ofEveryPage));
    expect(post.filter((file) => !index.includes(file)).some((file) => file?.includes("/Post-"))).toBe(true);
    expect(await scriptsOf("/users")).toEqual(index);
  });

  test.each([[".js", "application/javascript"], [".css", "text/css"], [".woff2", "font/woff2"]])("keeps %s for a year", async (end, type) => {
    const answer = await http.get(asset(end));
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toContain(type);
    expect(answer.headers()["cache-control"]).toBe("public, max-age=31536000, immutable");
  });

  test.each(["/", asset(".js"), asset(".css"), "/icon.svg"])("compresses %s", async (path) => {
    const answer = await http.get(path, { headers: { "Accept-Encoding": "gzip" } });
    expect(answer.headers()["content-encoding"]).toBe("gzip");
    expect(answer.headers().vary).toContain("Accept-Encoding");
  });

  test("does not compress answers of the API", async () => {
    const answer = await http.get("/api/openapi.json", { headers: { "Accept-Encoding": "gzip" } });
    expect(answer.headers()["content-encoding"]).toBeUndefined();
  });

  test("answers 404 for a missing asset", async () => {
    const answer = await http.get("/assets/none.js");
    expect(answer.status()).toBe(404);
    expect(answer.headers()["cache-control"]).toBe("no-store");
  });

  test.each(["/", "/items", asset(".js"), asset(".woff2"), "/icon.svg", "/assets/none.js", "/api/openapi.json"])("guards %s with its headers", async (path) => {
    const headers = (await http.get(path)).headers();
    expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-frame-options"]).toBe("DENY");
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
  });

  test("the page has no inline script, as the policy requires", async () => {
    const html = await (await http.get("/")).text();
    expect([...html.matchAll(/<script(?![^>]*\ssrc="\/)[^>]*>|<style|\son[a-z]+=|javascript:/g)]).toEqual([]);
  });
});
