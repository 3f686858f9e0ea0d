// Every text is used: one that no source names is deleted, not kept for translators.
import { describe, expect, it } from "vitest";
import { en } from "./en";

const sources = Object.entries(import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true }))
  .filter(([path]) => !path.endsWith("/en.ts") && !/\.test\.tsx?$/.test(path))
  .map(([, text]) => text);

interface Texts { readonly [name: string]: string | Texts }

const keysOf = (texts: Texts, before = ""): string[] =>
  Object.entries(texts).flatMap(([name, text]) => (typeof text === "string" ? before + name : keysOf(text, `${before}${name}.`)));

/** The key without plural suffix, as sources name it. */
const named = (key: string): string => key.replace(/_(zero|one|other)$/, "");

const quoted = new Set(sources.flatMap((text) => [...text.matchAll(/["'`]([a-z][\w.]*)["'`]/g)].map(([, key = ""]) => key)));

/** Template keys such as `word.role.${role}`: any name in the gap. */
const patterns = sources.flatMap((text) =>
  [...text.matchAll(/`([a-z]\w*\.[\w.]*)\$\{[^`]*?\}([\w.]*)`/g)].map(([, before = "", after = ""]) => new RegExp(`^${before}[\\w.]+${after}$`)));

const isUsed = (key: string): boolean => [key, named(key)].some((one) => quoted.has(one) || patterns.some((pattern) => pattern.test(one)));

describe("the texts", () => {
  it("are all used", () => {
    expect(keysOf(en).filter((key) => !isUsed(key))).toEqual([]);
  });
});
