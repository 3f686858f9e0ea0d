// A quantity: every digit that was sent, a true minus sign, the unit in muted text. In a column
// of numbers give `places`, the most that any of them has, and they align on the point.
import type { Decimal } from "@/api/types";
import { places as placesOf } from "@/lib/decimal";
import { splitDecimal } from "@/lib/format";
import { cn } from "@/lib/cn";

interface Props {
  value: Decimal;
  unit?: string;
  places?: number;
  /** A plus as well: for movements. */
  withSign?: boolean;
  className?: string;
}

export function Quantity({ value, unit, places = 0, withSign = false, className }: Props) {
  const { whole, fraction } = splitDecimal(value, withSign);
  const missing = places - Math.max(fraction.length - 1, 0);
  return (
    <span data-slot="quantity" className={cn("whitespace-nowrap", className)}>
      {whole}
      {fraction}
      {missing > 0 && (
        <span aria-hidden className="invisible select-none max-sm:hidden">
          {(fraction ? "" : ".") + "0".repeat(missing)}
        </span>
      )}
      {unit !== undefined && <span className="ml-1 inline-block min-w-8 text-left text-muted-foreground">{unit}</span>}
    </span>
  );
}

/** The most places of a column. */
export function mostPlaces(values: readonly (Decimal | undefined)[]): number {
  return values.reduce((most, value) => Math.max(most, value === undefined ? 0 : placesOf(value)), 0);
}
