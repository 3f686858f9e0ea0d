// The unit cost of an incoming line; shown with the permission to enter costs.
import { useTranslation } from "react-i18next";
import { Input } from "@/components/ui/input";
import { focusable } from "@/lib/focusable";
import { typable } from "@/lib/readings";
import { useAuthStore } from "@/stores/authStore";
import { moveBetweenCells } from "./cellKeys";
import { atCell, faulty, type CellProps } from "./Cells";
import { cellId } from "./focus";

export function CostCell(props: CellProps) {
  const { line, takesCost, disabled, change } = props;
  const { t } = useTranslation();
  const currency = useAuthStore((state) => state.user?.currency) ?? "";
  const unit = line.item?.uom ?? "";
  return (
    <span className="flex min-w-38 flex-1 items-center sm:flex-none gap-1.5">
      <Input
        ref={focusable(cellId("cost", line.key))}
        id={cellId("cost", line.key)}
        className="w-20 scroll-mb-24 text-right"
        inputMode="decimal"
        autoComplete="off"
        placeholder={line.costWas === undefined ? t("post.cost") : typable(line.costWas)}
        aria-label={t("post.cost_of", { item: line.item?.code ?? "", unit })}
        {...faulty(line, "cost")}
        disabled={disabled || !takesCost}
        value={takesCost ? line.cost : ""}
        onBlur={() => change({ do: "understand", key: line.key })}
        onFocus={(event) => event.target.select()}
        onChange={(event) => change({ do: "type", key: line.key, cell: "cost", text: event.target.value })}
        onKeyDown={(event) => moveBetweenCells(event, atCell("cost", props))}
      />
      <span aria-hidden className="truncate text-muted-foreground">
        {currency}/{unit}
      </span>
    </span>
  );
}
