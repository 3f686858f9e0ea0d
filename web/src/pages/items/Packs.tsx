// The packs of an item as sums: 1 BOX = 100 PCS.
import type { Item } from "@/api/types";
import { Code } from "@/components/Code";
import { formatCount } from "@/lib/format";

export function Packs({ record: { packs = [], uom } }: { record: Item }) {
  return (
    <ul>
      {packs.map((pack) => (
        <li key={pack.uom} className="flex flex-wrap gap-x-3">
          <span>
            {formatCount(pack.denominator)} <span className="font-mono">{pack.uom}</span> = {formatCount(pack.numerator)} <span className="font-mono">{uom}</span>
          </span>
          {pack.barcode && <Code code={pack.barcode} className="text-muted-foreground" />}
        </li>
      ))}
    </ul>
  );
}
