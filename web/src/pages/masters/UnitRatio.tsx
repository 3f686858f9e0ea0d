// The ratio of a unit as an equation: 1 PAIR = 2 PCS.
import { useTranslation } from "react-i18next";
import type { Uom } from "@/api/types";
import { formatCount } from "@/lib/format";

export function Ratio({ of: { code, base_uom, numerator, denominator } }: { of: Uom }) {
  return (
    <span className="whitespace-nowrap">
      {formatCount(denominator)} <span className="font-mono">{code}</span> = {formatCount(numerator)} <span className="font-mono">{base_uom}</span>
    </span>
  );
}

export function UnitRatio({ record }: { record: Uom }) {
  const { t } = useTranslation();
  return record.base_uom ? (
    <p className="text-base">
      <Ratio of={record} />
    </p>
  ) : (
    <p className="text-muted-foreground">{t("masters.uom.is_base")}</p>
  );
}
