// The cells of a line with a known item: quantity, unit, weight, lot, cost, location.
import { useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import { focusable } from "@/lib/focusable";
import { makeBurst, scannerGapMs, shortestCode } from "@/lib/scanner";
import { isWeighable, unitsOf, type Lot, type StockPreview, type Units } from "./amounts";
import { moveBetweenCells, moveInRow, type At } from "./cellKeys";
import { CostCell } from "./CostCell";
import { cellId, faultId, focusLine, focusScan, type LineCell } from "./focus";
import type { Cell, Change, Line, Place } from "./grid";
import { LotCell } from "./LotCell";
import { StockCell } from "./StockCell";

export interface CellProps {
  line: Line;
  place: Place | undefined;
  preview: StockPreview | undefined;
  /** Lots on hand at the line's location. */
  lots: readonly Lot[];
  units: Units;
  hasLot: boolean;
  hasCost: boolean;
  takesCost: boolean;
  disabled: boolean;
  change: (c: Change) => void;
  /** Keys of the lines before and after this one. */
  before: number | undefined;
  after: number | undefined;
}

export const atCell = (cell: LineCell, { line, before, after, change }: CellProps): At => ({ cell, key: line.key, before, after, change });

/** Links a cell to its error message. */
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
      <StockCell {...props} />
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
        onKeyDown={moveInRow}
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
      ref={focusable(cellId("weighed", line.key))}
      id={cellId("weighed", line.key)}
      className="w-28 text-right"
      inputMode="decimal"
      placeholder={unit}
      aria-label={t("post.weighed_of", { item: line.item?.code ?? "", unit })}
      {...faulty(line, "difference")}
      disabled={disabled}
      value={line.weighed}
      onBlur={() => change({ do: "understand", key: line.key })}
      onChange={(event) => change({ do: "type", key: line.key, cell: "weighed", text: event.target.value })}
      onKeyDown={(event) => moveBetweenCells(event, atCell("weighed", props))}
    />
  );
}

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
    if (isPlain && code && code.length >= shortestCode) {
      set(before.current.quantity);
      change({ do: "scan", text: code });
      focusScan();
    } else if (isPlain && event.key === "Tab") focusLine(after);
    else {
      moveBetweenCells(event, atCell("quantity", props));
      return;
    }
    event.preventDefault();
  };

  return (
    <Input
      ref={focusable(cellId("quantity", line.key))}
      id={cellId("quantity", line.key)}
      className="w-28 scroll-mb-24 text-right"
      inputMode="decimal"
      autoComplete="off"
      aria-label={t("post.quantity_of", { item: line.item?.code ?? line.text })}
      {...faulty(line, "quantity")}
      disabled={disabled}
      value={line.quantity}
      onBlur={() => change({ do: "understand", key: line.key })}
      onFocus={(event) => event.target.select()}
      onChange={(event) => set(event.target.value)}
      onKeyDown={press}
    />
  );
}
