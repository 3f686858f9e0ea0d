// The lines, and the scan cell after the last of them.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { effects, standing, type Units } from "./amounts";
import { focusLine } from "./focus";
import { placeOf, type Change, type Grid } from "./grid";
import { LineRow } from "./LineRow";
import { ScanCell } from "./ScanCell";
import { useOnHand } from "./useOnHand";

interface Props {
  grid: Grid;
  change: (c: Change) => void;
  units: Units;
}

export function Lines({ grid, change, units }: Props) {
  const { t } = useTranslation();
  const onHand = useOnHand(grid);
  const sums = useMemo(() => effects(grid, units), [grid, units]);
  const step = (i: number, by: 1 | -1) => focusLine(grid.lines[i + by]?.key ?? (by > 0 ? undefined : grid.lines[i]?.key));
  return (
    <div className="rounded-md border bg-card">
      <ol aria-label={t("post.lines")} className="divide-y">
        {grid.lines.map((line, i) => (
          <LineRow
            key={line.key}
            line={line}
            number={i + 1}
            place={placeOf(grid, line)}
            standing={standing(grid, line, sums, onHand)}
            units={units}
            disabled={grid.sent !== undefined}
            change={change}
            onStep={(by) => step(i, by)}
          />
        ))}
      </ol>
      <ScanCell grid={grid} change={change} />
    </div>
  );
}
