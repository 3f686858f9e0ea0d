// The state of a record as a word and a matching colour.
import { useTranslation } from "react-i18next";
import { Badge, type BadgeVariant } from "@/components/ui/badge";

const states = {
  active: "neutral",
  inactive: "warning",
  open: "success",
  closed: "neutral",
  below_min: "warning",
  reversed: "neutral",
  corrected: "neutral",
} as const satisfies Record<string, BadgeVariant>;

export type State = keyof typeof states;

export function StateBadge({ state }: { state: State }) {
  const { t } = useTranslation();
  return <Badge variant={states[state]}>{t(`state.${state}`)}</Badge>;
}
