import { describe, expect, it } from "vitest";
import { differencesOf } from "./differences";

describe("the differences of a change", () => {
  it("are the fields as they were and as they became", () => {
    expect(differencesOf({ name: "Bolt", version: 1 }, { name: "Bolt M8", version: 2 })).toEqual([{ name: "name", before: "Bolt", after: "Bolt M8" }]);
  });
  it("name what came and what went", () => {
    expect(differencesOf({ phone: "1" }, { email: "a@b.example" })).toEqual([
      { name: "phone", before: "1", after: undefined },
      { name: "email", before: undefined, after: "a@b.example" },
    ]);
  });
  it("leave out what was empty and is empty", () => {
    expect(differencesOf(undefined, { packs: [], description: null, item_code: "BOL-000001" })).toEqual([{ name: "item_code", before: undefined, after: "BOL-000001" }]);
  });
});
