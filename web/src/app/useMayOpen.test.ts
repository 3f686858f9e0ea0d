import { renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useAuthStore } from "@/stores/authStore";
import { rita } from "@/testing/server";
import { useMayOpen } from "./useMayOpen";

describe("a link", () => {
  it("leads somewhere when its page exists and may be opened", () => {
    useAuthStore.getState().login({ ...rita, permissions: ["item.read"] }, "token");
    const mayOpen = renderHook(useMayOpen).result.current;
    expect(mayOpen("/items?category_id=1")).toBe(true);
    expect(mayOpen("/items/0190")).toBe(true);
    expect(mayOpen("/items/new")).toBe(false);
    expect(mayOpen("/suppliers/1")).toBe(false);
    expect(mayOpen("/no-such-page")).toBe(false);
  });
});
