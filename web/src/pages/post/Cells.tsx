// The cells of a line whose item is known: how much, in what, of which lot, at what cost, where.
import { useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import { makeBurst, scannerGapMs } from "@/lib/scanner";
import { isWeighable, unitsOf, type Lot, type Standing, type Units } from "./amounts";
import { walkCells, walkRow, type At } from "./cellKeys";
import { CostCell } from "./CostCell";
import { cellId, faultId, focusLine, focusScan, type Walked } from "./focus";
import type { Cell, Change, Line, Place } from "./grid";
import { LotCell } from "./LotCell";
import { StandingCell } from "./StandingCell";

export interface CellProps {
  line: Line;
  place: Place | undefined;
  standing: Standing | undefined;
  /** What there is to take from. */
  lots: readonly Lot[];
  units: Units;
  hasLot: boolean;
  hasCost: boolean;
  takesCost: boolean;
  disabled: boolean;
  change: (c: Change) => void;
  /** The lines before and after this one. */
  before: number | undefined;
  after: number | undefined;
}

export const atCell = (cell: Walked, { line, before, after, change }: CellProps): At => ({ cell, key: line.key, before, after, change });

/** Ties a cell to what is said to be wrong with it. */
export const faulty = (line: Line, cell: Cell): { "aria-invalid"?: true; "aria-describedby"?: string } =>
  line.faults[cell] ? { "aria-invalid": true, "aria-describedby": faultId(line.key) } : {};

export function Cells(props: CellProps) {
  const { line, units, hasLot, hasCost } = props;
  const shape = hasLot || hasCost ? "xl:order-none xl:w-auto xl:flex-nowrap xl:pl-0" : "sm:order-none sm:w-auto sm:flex-nowrap sm:pl-0";
  return (
    <div className={cn("order-3 flex w-full flex-wrap items-center gap-2 pl-8", shape)}>
      <QuantityCell {...props} />
      <UnitCell {...props} />
      {isWeighable(line, units) && <WeighedCell {...props} />}
      {hasLot && <LotCell {...props} />}
      {hasCost && <CostCell {...props} />}
      <StandingCell {...props} />
    </div>
  );
}

function UnitCell({ line, units, disabled, change }: CellProps) {
  const { t } = useTranslation();
  const { item } = line;
  const all = item ? unitsOf(item, units) : [];
  if (all.length <= 1 && all.includes(line.unit)) return <span className="w-28 px-3 text-muted-foreground">{line.unit}</span>;
  return (
    <span className="w-28">
      <Select
        aria-label={t("post.unit_of", { item: item?.code ?? "" })}
        {...faulty(line, "uom")}
        disabled={disabled}
        value={line.unit}
        onChange={(event) => change({ do: "type", key: line.key, cell: "unit", text: event.target.value })}
        onKeyDown={walkRow}
      >
        {[...new Set([...all, line.unit])].map((u) => (
          <option key={u}>{u}</option>
        ))}
      </Select>
    </span>
  );
}

function WeighedCell(props: CellProps) {
  const { line, disabled, change } = props;
  const { t } = useTranslation();
  const unit = line.item?.uom ?? "";
  return (
    <Input
      id={cellId("weighed", line.key)}
      className="w-28 text-right"
      inputMode="decimal"
      placeholder={unit}
      aria-label={t("post.weighed_of", { item: line.item?.code ?? "", unit })}
      {...faulty(line, "difference")}
      disabled={disabled}
      value={line.weighed}
      onChange={(event) => change({ do: "type", key: line.key, cell: "weighed", text: event.target.value })}
      onKeyDown={(event) => walkCells(event, atCell("weighed", props))}
    />
  );
}

/** No quantity has so many digits, and no hand is so fast. */
const shortestScan = 6;

function QuantityCell(props: CellProps) {
  const { line, disabled, change, after } = props;
  const { t } = useTranslation();
  const burst = useRef(makeBurst());
  const before = useRef({ at: -Infinity, quantity: line.quantity });
  const set = (text: string) => change({ do: "type", key: line.key, cell: "quantity", text });

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const isSlow = event.timeStamp - before.current.at >= scannerGapMs;
    before.current = { at: event.timeStamp, quantity: isSlow ? line.quantity : before.current.quantity };
    const code = burst.current.press(event.key, event.timeStamp);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (isPlain && code && code.length >= shortestScan) {
      set(before.current.quantity);
      change({ do: "scan", text: code });
      focusScan();
    } else if (isPlain && event.key === "Tab") focusLine(after);
    else {
      walkCells(event, atCell("quantity", props));
      return;
    }
    event.preventDefault();
  };

  return (
    <Input
      id={cellId("quantity", line.key)}
      className="w-28 scroll-mb-24 text-right"
      inputMode="decimal"
      autoComplete="off"
      aria-label={t("post.quantity_of", { item: line.item?.code ?? line.text })}
      {...faulty(line, "quantity")}
      disabled={disabled}
      value={line.quantity}
      onFocus={(event) => event.target.select()}
      onChange={(event) => set(event.target.value)}
      onKeyDown={press}
    />
  );
}
