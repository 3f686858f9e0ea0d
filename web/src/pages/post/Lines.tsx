// The lines of the grid, and the scan cell below them.
import { useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { usePermission } from "@/auth/permissions";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { effects, stockPreview, takesCost, type Units } from "./amounts";
import { useColumns, type Column } from "./columns";
import { placeOf, type Change, type Grid, type Line } from "./grid";
import { LineRow } from "./LineRow";
import { kinds } from "./movement";
import { ScanCell } from "./ScanCell";
import { useVirtualLines } from "./useVirtualLines";
import { useOnHand } from "./useOnHand";

interface Props {
  grid: Grid;
  change: (c: Change) => void;
  units: Units;
  onType: (text: string) => void;
}

export function Lines({ grid, change, units, onType }: Props) {
  const { t } = useTranslation();
  const kind = kinds[grid.head.type];
  const mayCost = usePermission("cost.write") && kind.cost;
  const { rows, list, watch } = useVirtualLines(grid.lines);
  const { onHand, lotsAt } = useOnHand(rows.map(({ line }) => line));
  const sums = useMemo(() => effects(grid, units), [grid, units]);
  const lotsFor = (line: Line) => (kind.sign <= 0 && line.item ? lotsAt(line.item.id, placeOf(grid, line)?.id ?? "") : []);
  const columns = useColumns(
    { lot: grid.lines.some((l) => l.lot !== "" || lotsFor(l).length > 0), cost: mayCost && grid.lines.some((l) => l.cost !== "") },
    grid.lines.length === 0,
  );
  return (
    <div className="rounded-md border bg-card">
      <div className="flex flex-wrap justify-end gap-x-5 gap-y-2 px-3 py-2">
        <ColumnSwitch column={columns.lot} label={t("post.lots")} />
        {mayCost && <ColumnSwitch column={columns.cost} label={t("post.costs")} />}
      </div>
      <ol aria-label={t("post.lines")} className="divide-y border-t empty:border-t-0" {...list}>
        {rows.map(({ line, index, attributes }) => (
          <LineRow
            key={line.key}
            line={line}
            number={index + 1}
            attributes={attributes}
            place={placeOf(grid, line)}
            preview={stockPreview(grid, line, sums, onHand)}
            lots={lotsFor(line)}
            units={units}
            hasLot={columns.lot.isOn}
            hasCost={mayCost && columns.cost.isOn}
            takesCost={takesCost(grid, line)}
            disabled={grid.sent !== undefined}
            change={change}
            before={grid.lines[index - 1]?.key}
            after={grid.lines[index + 1]?.key}
          />
        ))}
      </ol>
      {watch}
      <ScanCell grid={grid} change={change} onType={onType} />
    </div>
  );
}

function ColumnSwitch({ column, label }: { column: Column; label: string }) {
  const id = useId();
  return (
    <span className="flex min-h-9 items-center gap-2 sm:min-h-0">
      <Switch id={id} checked={column.isOn} disabled={column.isNeeded} onChange={(event) => column.set(event.target.checked)} />
      <Label htmlFor={id}>{label}</Label>
    </span>
  );
}
