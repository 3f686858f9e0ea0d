// One line of the grid: a row on desktop, a card on a phone.
import { TriangleAlert, X } from "lucide-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { Cells, type CellProps } from "./Cells";
import { focusable } from "@/lib/focusable";
import { faultId, focusScan, rowId } from "./focus";
import type { Line } from "./grid";
import type { RowAttributes } from "./useVirtualLines";

interface Props extends CellProps {
  number: number;
  attributes: RowAttributes;
}

/** With lots or costs, a line takes two rows on a small desktop. */
const shapes = {
  narrow: { row: "sm:flex-nowrap", cell: "sm:order-none" },
  wide: { row: "xl:flex-nowrap", cell: "xl:order-none" },
};

export function LineRow({ number, attributes, ...props }: Props) {
  const { line, disabled, change, hasLot, hasCost } = props;
  const { t } = useTranslation();
  const { ref: measure, ...others } = attributes;
  const name = line.item?.code ?? line.text;
  const faults = Object.values(line.faults);
  const shape = shapes[hasLot || hasCost ? "wide" : "narrow"];
  const ref = useCallback((row: HTMLLIElement | null) => {
    measure?.(row);
    const leave = focusable(rowId(line.key))(row);
    return () => {
      leave?.();
      measure?.(null);
    };
  }, [measure, line.key]);
  return (
    <li id={rowId(line.key)} className="flex flex-col gap-2 p-2 sm:gap-1" {...others} ref={ref}>
      <div className={cn("flex flex-wrap items-center gap-2", shape.row)}>
        <span className="min-w-6 text-right text-muted-foreground">{number}</span>
        <What line={line} className={shape.cell} />
        {line.item && <Cells {...props} />}
        {!line.item && line.faults.item && (
          <Button variant="outline" size="sm" onClick={() => change({ do: "seek", key: line.key })}>
            {t("action.retry")}
          </Button>
        )}
        <Button
          variant="ghost"
          size="icon"
          className={cn("order-2", shape.cell)}
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
        <p id={faultId(line.key)} role="alert" className="flex items-start gap-2 text-destructive sm:pl-8">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {faults.join(" ")}
        </p>
      )}
      {line.faults.difference && (
        <Button variant="outline" size="sm" className="self-start sm:ml-8" disabled={disabled} onClick={() => change({ do: "accept", key: line.key })}>
          {t("post.accept")}
        </Button>
      )}
      {line.accepts && <p className="text-muted-foreground sm:pl-8">{t("post.accepted")}</p>}
    </li>
  );
}

function What({ line, className }: { line: Line; className: string }) {
  const { t } = useTranslation();
  return (
    <span className={cn("order-1 min-w-0 flex-1", className)}>
      <span className="font-mono wrap-anywhere">{line.item?.code ?? line.text}</span>{" "}
      {line.item ? line.item.name : line.faults.item ? null : <span className="text-muted-foreground">{t("post.seeking")}</span>}
      {line.item && !line.item.active && <span className="text-warning"> {t("post.inactive")}</span>}
    </span>
  );
}
