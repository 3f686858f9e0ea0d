import { beforeEach, describe, expect, it } from "vitest";
import { loadDraft, rememberedPlace, rememberPlace, saveDraft } from "./draft";
import { bolt, gridOf, main, run } from "./fixtures";

describe("a draft", () => {
  beforeEach(() => { localStorage.clear(); });

  it("is restored, only for its own user", () => {
    const grid = run(gridOf("issue", bolt), { do: "type", key: 1, cell: "quantity", text: "1." });
    saveDraft("u1", grid);
    const { asks, ...kept } = grid;
    expect(loadDraft("u1")).toEqual(kept);
    expect(loadDraft("u2")).toBeUndefined();
  });
  it("of another version, or invalid, is ignored", () => {
    localStorage.setItem("ccpl.post.draft.u1", '{"version":2,"grid":{"lines":3}}');
    expect(loadDraft("u1")).toBeUndefined();
    localStorage.setItem("ccpl.post.draft.u1", "{");
    expect(loadDraft("u1")).toBeUndefined();
  });
});

describe("the place chosen last", () => {
  it("is remembered on the device", () => {
    rememberPlace(main);
    expect(rememberedPlace()).toEqual(main);
    rememberPlace(undefined);
    expect(rememberedPlace()).toBeUndefined();
  });
});
