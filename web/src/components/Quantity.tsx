// A quantity with every digit that was sent, a true minus sign and a muted unit. In a column pass
// `places`, the most decimal places of any value, to align the decimal points.
import type { Decimal } from "@/api/types";
import { places as placesOf } from "@/lib/decimal";
import { splitDecimal } from "@/lib/format";
import { cn } from "@/lib/cn";

interface Props {
  value: Decimal;
  unit?: string;
  places?: number;
  /** Also shows a plus: for movements. */
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

/** The most decimal places in a column. */
export function mostPlaces(values: readonly (Decimal | undefined)[]): number {
  return values.reduce((most, value) => Math.max(most, value === undefined ? 0 : placesOf(value)), 0);
}
