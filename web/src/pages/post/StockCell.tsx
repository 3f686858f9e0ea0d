// Stock on hand at the line's location before and after posting, and the location itself.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { choices } from "@/components/choices";
import { Quantity } from "@/components/Quantity";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { cn } from "@/lib/cn";
import { isNegative } from "@/lib/decimal";
import { faulty, type CellProps } from "./Cells";

const shapes = { narrow: "sm:w-80 sm:flex-none sm:justify-end", wide: "max-sm:basis-full xl:w-64 xl:flex-none xl:justify-end" };

export function StockCell({ line, place, preview, hasLot, hasCost, disabled, change }: CellProps) {
  const isBelow = preview !== undefined && isNegative(preview.after);
  return (
    <span className={cn("flex min-w-0 flex-auto flex-wrap items-center gap-x-1.5 max-sm:has-[input]:basis-full", shapes[hasLot || hasCost ? "wide" : "narrow"])}>
      {preview && <Quantity value={preview.here} className="text-muted-foreground" />}
      <PlaceCell key={place?.id} line={line} place={place} disabled={disabled} change={change} />
      {preview && (
        <span className={cn(isBelow && "font-medium text-destructive")}>
          <span className="whitespace-nowrap">
            → <Quantity value={preview.after} unit={line.item?.uom ?? ""} />
          </span>
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

function PlaceCell({ line, place, disabled, change }: Pick<CellProps, "line" | "place" | "disabled" | "change">) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(line.atText !== undefined);
  const item = line.item?.code ?? "";
  if (isOpen)
    return (
      <span className="w-44">
        <Combobox
          // eslint-disable-next-line jsx-a11y-x/no-autofocus -- its button had the focus
          autoFocus
          isFaultAbove
          source={choices.location}
          value={place?.id}
          {...faulty(line, "place")}
          text={line.atText}
          onText={(text) => change({ do: "placeText", key: line.key, text })}
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
