import { expect, it } from "vitest";
import { dayBefore, today } from "./day";

it("it is another day in another zone", () => {
  const night = new Date("2026-03-01T23:30:00Z");
  expect(today("UTC", night)).toBe("2026-03-01");
  expect(today("Asia/Kolkata", night)).toBe("2026-03-02");
});

it("days before go over months and years", () => {
  expect(dayBefore("2026-01-03", 7)).toBe("2025-12-27");
});
