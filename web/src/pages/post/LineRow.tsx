// One line: a row at a desk, a card in a hand.
import { TriangleAlert, X } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { choices } from "@/components/choices";
import { Quantity } from "@/components/Quantity";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import { isNegative } from "@/lib/decimal";
import { makeBurst, scannerGapMs } from "@/lib/scanner";
import { isInexact, unitsOf, type Standing, type Units } from "./amounts";
import { focusScan, quantityId } from "./focus";
import type { Change, Line, Place } from "./grid";

interface Props {
  line: Line;
  number: number;
  place: Place | undefined;
  standing: Standing | undefined;
  units: Units;
  disabled: boolean;
  change: (c: Change) => void;
  /** To the line after or before this one. */
  onStep: (by: 1 | -1) => void;
}

export function LineRow(props: Props) {
  const { line, number, disabled, change } = props;
  const { t } = useTranslation();
  const name = line.item?.code ?? line.text;
  const faults = Object.values(line.faults);
  return (
    <li className="flex flex-col gap-2 p-2 sm:gap-1">
      <div className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
        <span className="w-6 text-right text-muted-foreground">{number}</span>
        <What line={line} />
        {line.item && <Cells {...props} />}
        {!line.item && line.faults.item && (
          <Button variant="outline" size="sm" onClick={() => change({ do: "seek", key: line.key })}>
            {t("action.retry")}
          </Button>
        )}
        <Button
          variant="ghost"
          size="icon"
          className="order-2 sm:order-none"
          disabled={disabled}
          aria-label={t("post.remove", { item: name })}
          onClick={() => {
            change({ do: "remove", key: line.key });
            focusScan();
          }}
        >
          <X aria-hidden />
        </Button>
      </div>
      {faults.length > 0 && (
        <p id={`${quantityId(line.key)}-fault`} role="alert" className="flex items-start gap-2 text-destructive sm:pl-8">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {faults.join(" ")}
        </p>
      )}
    </li>
  );
}

function What({ line }: { line: Line }) {
  const { t } = useTranslation();
  return (
    <span className="order-1 min-w-0 flex-1 sm:order-none">
      <span className="font-mono wrap-anywhere">{line.item?.code ?? line.text}</span>{" "}
      {line.item ? line.item.name : line.faults.item ? null : <span className="text-muted-foreground">{t("post.seeking")}</span>}
      {line.item && !line.item.active && <span className="text-warning"> {t("post.inactive")}</span>}
    </span>
  );
}

function Cells(props: Props) {
  const { line, units, disabled, change } = props;
  const { t } = useTranslation();
  const { item } = line;
  if (!item) return null;
  const type = (cell: "unit" | "weighed", text: string) => change({ do: "type", key: line.key, cell, text });
  const all = unitsOf(item, units);
  const needsWeight = line.weighed !== "" || isInexact(line, units);
  return (
    <div className="order-3 flex w-full flex-wrap items-center gap-2 pl-8 sm:order-none sm:w-auto sm:flex-nowrap sm:pl-0">
      <QuantityCell {...props} />
      {all.length > 1 || !all.includes(line.unit) ? (
        <span className="w-28">
          <Select aria-label={t("post.unit_of", { item: item.code })} aria-invalid={line.faults.uom ? true : undefined} disabled={disabled} value={line.unit} onChange={(event) => type("unit", event.target.value)}>
            {[...new Set([...all, line.unit])].map((u) => (
              <option key={u}>{u}</option>
            ))}
          </Select>
        </span>
      ) : (
        <span className="w-28 px-3 text-muted-foreground">{line.unit}</span>
      )}
      {needsWeight && (
        <Input className="w-28 text-right" inputMode="decimal" placeholder={item.uom} aria-label={t("post.weighed_of", { item: item.code, unit: item.uom })} disabled={disabled} value={line.weighed} onChange={(event) => type("weighed", event.target.value)} />
      )}
      <StandingCell {...props} />
    </div>
  );
}

/** No quantity has so many digits, and no hand is so fast. */
const shortestScan = 6;

function QuantityCell({ line, disabled, change, onStep }: Props) {
  const { t } = useTranslation();
  const burst = useRef(makeBurst());
  const before = useRef({ at: -Infinity, quantity: line.quantity });
  const set = (text: string) => change({ do: "type", key: line.key, cell: "quantity", text });

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const isSlow = event.timeStamp - before.current.at >= scannerGapMs;
    before.current = { at: event.timeStamp, quantity: isSlow ? line.quantity : before.current.quantity };
    const code = burst.current.press(event.key, event.timeStamp);
    if (event.ctrlKey && event.key === "Delete") change({ do: "remove", key: line.key });
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "Enter" && code && code.length >= shortestScan) {
      set(before.current.quantity);
      change({ do: "scan", text: code });
      focusScan();
    } else if (event.key === "Enter" && !event.shiftKey) focusScan();
    else if (event.key === "ArrowDown" || (event.key === "Tab" && !event.shiftKey)) onStep(1);
    else if (event.key === "ArrowUp") onStep(-1);
    else if (event.key === "ArrowRight" && event.currentTarget.selectionStart === line.quantity.length) nextControl(event.currentTarget)?.focus();
    else return;
    event.preventDefault();
    if (event.ctrlKey) focusScan();
  };

  return (
    <Input
      id={quantityId(line.key)}
      className="w-28 scroll-mb-24 text-right"
      inputMode="decimal"
      autoComplete="off"
      aria-label={t("post.quantity_of", { item: line.item?.code ?? line.text })}
      aria-invalid={line.faults.quantity ? true : undefined}
      aria-describedby={line.faults.quantity ? `${quantityId(line.key)}-fault` : undefined}
      disabled={disabled}
      value={line.quantity}
      onFocus={(event) => event.target.select()}
      onChange={(event) => set(event.target.value)}
      onKeyDown={press}
    />
  );
}

/** What stands right of the quantity in its row: the unit, the place. */
const nextControl = (from: HTMLElement): HTMLElement | undefined =>
  [...(from.closest("li")?.querySelectorAll<HTMLElement>("input, select, button") ?? [])].find((e) => from.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);

function StandingCell({ line, place, standing, disabled, change }: Props) {
  const isBelow = standing !== undefined && isNegative(standing.after);
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-1.5 sm:w-80 sm:flex-none sm:justify-end">
      {standing && <Quantity value={standing.here} className="text-muted-foreground" />}
      <PlaceCell key={place?.id} line={line} place={place} disabled={disabled} change={change} />
      {standing && (
        <span className={cn("whitespace-nowrap", isBelow && "font-medium text-destructive")}>
          → <Quantity value={standing.after} unit={line.item?.uom ?? ""} />
          <Below isBelow={isBelow} />
        </span>
      )}
    </span>
  );
}

function Below({ isBelow }: { isBelow: boolean }) {
  const { t } = useTranslation();
  return isBelow ? <span className="ml-1">{t("post.below_zero")}</span> : null;
}

function PlaceCell({ line, place, disabled, change }: Pick<Props, "line" | "place" | "disabled" | "change">) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const item = line.item?.code ?? "";
  if (isOpen)
    return (
      <span className="w-44">
        <Combobox
          // eslint-disable-next-line jsx-a11y-x/no-autofocus -- its button had the focus
          autoFocus
          source={choices.location}
          value={place?.id}
          aria-label={t("post.place_of", { item, place: place?.code ?? t("post.no_place") })}
          onChange={(id, c) => {
            change({ do: "place", key: line.key, ...(id && c && { place: { id, code: c.code } }) });
            setOpen(false);
          }}
        />
      </span>
    );
  return (
    <>
      <span className="text-muted-foreground">{t("post.in")}</span>
      <Button
        variant="ghost"
        size="sm"
        className={cn("px-1 font-mono", line.faults.place && "text-destructive")}
        disabled={disabled}
        aria-label={t("post.place_of", { item, place: place?.code ?? t("post.no_place") })}
        onClick={() => setOpen(true)}
      >
        {place?.code ?? t("post.no_place")}
      </Button>
    </>
  );
}
