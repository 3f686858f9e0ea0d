// The lines of a correction as old → new.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { StockTransaction } from "@/api/types";
import { mostPlaces, Quantity } from "@/components/Quantity";
import { Rows, type Column } from "@/components/Rows";
import { add, negate } from "@/lib/decimal";
import { pathOf } from "@/records";
import { correctedOf, type Corrected } from "./corrected";
import { Signatures } from "./Signatures";

export function CorrectedLines({ lines }: { lines: readonly StockTransaction[] }) {
  const { t } = useTranslation();
  const rows = useMemo(() => correctedOf(lines), [lines]);
  const columns = useMemo<Column<Corrected>[]>(() => {
    const places = mostPlaces(rows.flatMap(({ was, now }) => [was, now]));
    const hasLots = rows.some(({ line }) => line.lot !== "");
    const lot: Column<Corrected> = { id: "lot", title: "field.lot", isCode: true, cell: ({ line }) => line.lot };
    return [
      { id: "item_code", title: "field.item_code", isCode: true, onPhone: "title", cell: ({ line }) => line.item_code },
      { id: "item_name", title: "field.item_name", onPhone: "title", cell: ({ line }) => line.item_name },
      { id: "location_code", title: "field.location_id", isCode: true, onPhone: "plain", cell: ({ line }) => line.location_code },
      ...(hasLots ? [lot] : []),
      { id: "was", title: "ledger.was", isNumber: true, cell: ({ line, was }) => <Quantity value={was} unit={line.uom ?? ""} places={places} withSign /> },
      {
        id: "now",
        title: "ledger.now",
        isNumber: true,
        onPhone: "figure",
        cell: ({ line, now }) => (
          <>
            <span aria-hidden className="text-muted-foreground">
              →{" "}
            </span>
            <Quantity value={now} unit={line.uom ?? ""} places={places} withSign />
          </>
        ),
      },
      { id: "difference", title: "ledger.difference", isNumber: true, cell: ({ line, was, now }) => <Quantity value={add(now, negate(was))} unit={line.uom ?? ""} places={places} withSign /> },
    ];
  }, [rows]);
  return (
    <div className="rounded-md border bg-card print:rounded-none print:border-x-0">
      <Rows rows={rows} columns={columns} label={t("ledger.corrected_lines")} rowKey={({ line }) => line.id} rowPath={({ line }) => pathOf("item", line.item_id)} foot={<Signatures />} />
    </div>
  );
}
