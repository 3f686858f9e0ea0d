// The lot of a line: free text, with the lots on hand as suggestions.
import { useTranslation } from "react-i18next";
import { Quantity } from "@/components/Quantity";
import type { Choice } from "@/components/ui/combobox";
import { Suggestions } from "@/components/ui/suggestions";
import { focusable } from "@/lib/focusable";
import { foldLot } from "@/lib/lot";
import type { Lot } from "./amounts";
import { moveBetweenCells } from "./cellKeys";
import { atCell, faulty, type CellProps } from "./Cells";
import { cellId } from "./focus";
import { lotOf } from "./grid";

/** Lots that contain the typed text; all once one is chosen. */
function fitting(lots: readonly Lot[], typed: string): readonly Lot[] {
  const words = foldLot(typed);
  return lots.some(({ lot }) => foldLot(lot) === words) ? lots : lots.filter(({ lot }) => foldLot(lot).includes(words));
}

export function LotCell(props: CellProps) {
  const { line, lots, disabled, change } = props;
  const { t } = useTranslation();
  const type = (text: string) => change({ do: "type", key: line.key, cell: "lot", text });
  const choices = fitting(lots, lotOf(line)).map(({ lot, onHand }): Choice => ({
    value: lot, code: lot, note: <Quantity value={onHand} unit={line.item?.uom ?? ""} className="ml-auto text-muted-foreground" />,
  }));
  return (
    <span className="w-32">
      <Suggestions
        ref={focusable(cellId("lot", line.key))}
        id={cellId("lot", line.key)}
        className="scroll-mb-24 font-mono"
        label={t("post.lot_of", { item: line.item?.code ?? "" })}
        placeholder={t(lots.length > 0 ? "post.which_lot" : "field.lot")}
        maxLength={64}
        {...faulty(line, "lot")}
        disabled={disabled}
        choices={choices}
        opensOnFocus
        value={line.lot}
        onChange={(event) => type(event.target.value)}
        onChoose={({ value }) => type(value)}
        onKeyDown={(event) => moveBetweenCells(event, atCell("lot", props))}
      />
    </span>
  );
}
