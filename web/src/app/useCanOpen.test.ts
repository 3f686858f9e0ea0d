import { renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useAuthStore } from "@/stores/authStore";
import { rita } from "@/testing/server";
import { useCanOpen } from "./useCanOpen";

describe("a link", () => {
  it("is valid if its page exists and may be opened", () => {
    useAuthStore.getState().login({ ...rita, permissions: ["item.read"] }, "token");
    const canOpen = renderHook(useCanOpen).result.current;
    expect(canOpen("/items?category_id=1")).toBe(true);
    expect(canOpen("/items/0190")).toBe(true);
    expect(canOpen("/items/new")).toBe(false);
    expect(canOpen("/suppliers/1")).toBe(false);
    expect(canOpen("/no-such-page")).toBe(false);
  });
});
