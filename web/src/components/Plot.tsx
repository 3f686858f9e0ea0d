// The frame of a chart: an axis of values at the left, names of columns below, and a tip for the
// column that is pointed at. The children are drawn in a square of 100 by 100 that is stretched over
// the plot, see yOf().
import { useState, type PointerEvent, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { formatAxis } from "@/lib/format";

interface Props {
  /** What the chart says, for those who do not see it. */
  label: string;
  /** Round values from the lowest to the highest. */
  ticks: readonly number[];
  columns: readonly string[];
  tip: (column: number) => ReactNode;
  children: ReactNode;
}

const mostNames = 8;

/** The place of a value in percent from the top. */
export function yOf(value: number, ticks: readonly number[]): number {
  const low = ticks[0] ?? 0;
  const high = ticks[ticks.length - 1] ?? 1;
  return (100 * (high - value)) / (high - low);
}

export function Plot({ label, ticks, columns, tip, children }: Props) {
  const [pointed, setPointed] = useState<number>();
  const n = columns.length;
  const every = Math.ceil(n / mostNames);
  const point = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setPointed(Math.min(Math.max(Math.floor(((clientX - left) / width) * n), 0), n - 1));
  };
  return (
    <div role="img" aria-label={label} className="flex gap-2 text-xs text-muted-foreground">
      <div className="relative h-48 w-12 shrink-0">
        {ticks.map((value) => (
          <span key={value} className="absolute right-0 -translate-y-1/2" style={{ top: `${yOf(value, ticks)}%` }}>
            {formatAxis(value)}
          </span>
        ))}
      </div>
      <div className="min-w-0 flex-1">
        <div className="relative h-48" onPointerMove={point} onPointerLeave={() => setPointed(undefined)}>
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full">
            {pointed !== undefined && <rect x={(100 * pointed) / n} width={100 / n} height={100} fill="var(--muted)" />}
            {ticks.map((value) => (
              <path key={value} d={`M0 ${yOf(value, ticks)}H100`} stroke="var(--border)" vectorEffect="non-scaling-stroke" />
            ))}
            {children}
          </svg>
          {pointed !== undefined && (
            <div
              className={cn("pointer-events-none absolute top-2 z-10 rounded-md border bg-popover px-3 py-2 text-sm text-popover-foreground shadow-md", pointed < n / 2 ? "ml-2" : "-ml-2 -translate-x-full")}
              style={{ left: `${(100 * (pointed < n / 2 ? pointed + 1 : pointed)) / n}%` }}
            >
              {tip(pointed)}
            </div>
          )}
        </div>
        <div className="relative h-6">
          {columns.map((name, i) => (
            i % every === 0 && (
              <span key={name} className={cn("absolute top-1.5 -translate-x-1/2 whitespace-nowrap", (i / every) % 2 === 1 && "max-sm:hidden")} style={{ left: `${(100 * (i + 0.5)) / n}%` }}>
                {name}
              </span>
            )
          ))}
        </div>
      </div>
    </div>
  );
}
