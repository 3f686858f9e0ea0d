// The packs of an item as equations: 1 BOX = 100 PCS.
import { useTranslation } from "react-i18next";
import type { Item } from "@/api/types";
import { Code } from "@/components/Code";
import { formatCount } from "@/lib/format";

export function Packs({ record: { packs = [], uom } }: { record: Item }) {
  const { t } = useTranslation();
  return (
    <ul>
      {packs.map((pack) => (
        <li key={pack.uom} className="flex flex-wrap gap-x-3">
          <span>
            {formatCount(pack.denominator)} <span className="font-mono">{pack.uom}</span> = {formatCount(pack.numerator)} <span className="font-mono">{uom}</span>
          </span>
          {pack.variable && <span className="text-muted-foreground">{t("items.pack_varies", { percent: pack.tolerance_percent ?? "10" })}</span>}
          {pack.barcode && <Code code={pack.barcode} className="text-muted-foreground" />}
        </li>
      ))}
    </ul>
  );
}
