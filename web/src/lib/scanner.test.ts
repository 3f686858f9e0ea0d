import { describe, expect, it } from "vitest";
import { makeBurst } from "./scanner";

const type = (text: string, gap: number) => {
  const burst = makeBurst();
  let at = 1000;
  return [...text, "Enter"].map((key) => burst.press(key, (at += gap))).find(Boolean);
};

describe("a burst of keys", () => {
  it("is a scan if it ends with Enter", () => {
    expect(type("4006381333931", 8)).toBe("4006381333931");
  });
  it("is not a scan at typing speed, or with too few keys", () => {
    expect(type("BOL-000123", 60)).toBeUndefined();
    expect(type("12", 5)).toBeUndefined();
    expect(type("A-3", 5)).toBe("A-3");
  });
  it("starts again after a pause, and ignores Shift", () => {
    const burst = makeBurst();
    burst.press("x", 0);
    let at = 500;
    for (const key of ["Shift", "B", "O", "L", "1"]) burst.press(key, (at += 10));
    expect(burst.press("Enter", at + 10)).toBe("BOL1");
  });
});
