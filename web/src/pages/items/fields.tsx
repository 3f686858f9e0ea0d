// Form fields of an item that depend on others: the code and the unit on the category, quantities on
// the unit.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/query";
import { mastersAPI } from "@/api/services";
import type { ItemCategory } from "@/api/types";
import { choices } from "@/components/choices";
import type { ChoiceSource } from "@/components/ui/combobox";
import { NumberField, PickField } from "@/forms/fields";
import { TextField, type FieldProps } from "@/forms/TextField";
import { chosenOf } from "@/forms/unmatched";
import { useAll } from "@/pages/masters/useAll";
import { allowedUnits, codePattern } from "./facts";

type Props = FieldProps & { disabled?: boolean };

const useValue = (name: string): string => chosenOf(useWatch<Record<string, unknown>>({ name }));

/** An empty code of a new item is assigned from its category: the hint shows the pattern. */
export function CodeField({ isOptional, ...field }: Props) {
  const { t } = useTranslation();
  const { formState } = useFormContext<Record<string, string>>();
  const id = useValue("category_id");
  const isNew = !formState.defaultValues?.item_code;
  const category = useQuery({
    queryKey: keys.record("categories", id),
    queryFn: ({ signal }) => mastersAPI.item_category.get(id, signal),
    enabled: isNew && id !== "",
    staleTime: 60_000,
  });
  const hint = id && category.data ? t("items.code_hint", { pattern: codePattern(category.data.code) }) : t("items.code_hint_any");
  return <TextField {...field} {...(isNew && { isOptional, hint })} autoComplete="off" spellCheck={false} className="font-mono" />;
}

const most = 200;

const unitsAmong = (allowed: readonly string[]): ChoiceSource => ({
  ...choices.uom,
  key: `uoms ${allowed.join(" ")}`,
  find: async (words, signal) => {
    const q = words.trim();
    const { rows } = await mastersAPI.uom.list({ ...(q ? { q } : { sort: "code" }), limit: most }, signal);
    return rows.filter(({ code }) => allowed.includes(code)).map(({ code, name }) => ({ value: code, code, name }));
  },
});

/** Offers only units that the category allows. */
export function UnitField(field: Props) {
  const id = useValue("category_id");
  const categories = useAll<ItemCategory>({ kind: "categories", path: mastersAPI.item_category.path }, { is_active: "all" });
  const source = useMemo(() => {
    const allowed = allowedUnits(categories.data ?? [], id);
    return allowed.length > 0 ? unitsAmong(allowed) : choices.uom;
  }, [categories.data, id]);
  return <PickField {...field} source={source} />;
}

export function QuantityField(field: Props) {
  return <NumberField {...field} inputMode="decimal" unit={useValue("uom")} />;
}
