// Round values for the axis of a chart, which include zero.

const intervals = 4;
const round = [1, 2, 5, 10] as const;

/** From the lowest to the highest; `least` is the smallest distance of two. */
export function ticksOf(values: readonly number[], least = 0): number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const wanted = Math.max((high - low) / intervals, least) || 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * (round.find((factor) => factor * power >= wanted) ?? 10);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, i) => +((first + i) * step).toPrecision(12));
}
