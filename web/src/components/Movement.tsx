// The four icons of movements, the same everywhere: in, out, transfer, adjustment.
import { ArrowDown, ArrowLeftRight, ArrowUp, Diff, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Movement as MovementType } from "@/api/types";

type Sign = "in" | "out" | "transfer" | "adjustment";

export const signs: Readonly<Record<Sign, LucideIcon>> = { in: ArrowDown, out: ArrowUp, transfer: ArrowLeftRight, adjustment: Diff };

export const signOf: Readonly<Record<MovementType, Sign>> = {
  opening: "in",
  receipt: "in",
  return: "in",
  issue: "out",
  supplier_return: "out",
  transfer: "transfer",
  adjustment: "adjustment",
};

/** Icon and name. */
export function Movement({ type }: { type: MovementType }) {
  const { t } = useTranslation();
  const Icon = signs[signOf[type]];
  return (
    <span data-slot="movement" className="inline-flex items-center gap-1.5 align-bottom whitespace-nowrap">
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      {t(`word.movement.${type}`)}
    </span>
  );
}
