import { expect, it } from "vitest";
import { ticksOf } from "./ticks";

it.each([
  [[3, 17, 9], 0, [0, 5, 10, 15, 20]],
  [[0.3, 0.1], 0, [0, 0.1, 0.2, 0.3]],
  [[-4, 12], 0, [-5, 0, 5, 10, 15]],
  [[1_234_567], 0, [0, 500_000, 1_000_000, 1_500_000]],
  [[1, 2], 1, [0, 1, 2]],
  [[0], 0, [0, 1]],
  [[], 1, [0, 1]],
])("the axis of %j has round values", (values, least, ticks) => {
  expect(ticksOf(values, least)).toEqual(ticks);
});
