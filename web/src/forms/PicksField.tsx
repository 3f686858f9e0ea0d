// Chooses several records: those chosen, and a combobox for the next.
import { X } from "lucide-react";
import { useId } from "react";
import { useController, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Combobox, type ChoiceSource } from "@/components/ui/combobox";
import { ChoiceName } from "./ChoiceName";
import { wordsOf } from "./faults";
import { Fault, Hint, type FieldProps } from "./TextField";
import { isUnmatched, type Unmatched } from "./unmatched";

export function PicksField({ name, label, hint, isOptional, source, disabled }: FieldProps & { source: ChoiceSource; disabled?: boolean }) {
  const { t } = useTranslation();
  const { control } = useFormContext();
  const { field, fieldState } = useController({ name, control });
  const id = useId();
  const { value, onChange, ...rest } = field;
  const all = value as (string | Unmatched)[];
  const picked = all.filter((one) => typeof one === "string");
  const fault = fieldState.error && wordsOf(t, label, fieldState.error);
  const add = (value: string | undefined) => {
    onChange(value && !picked.includes(value) ? [...picked, value] : picked);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-1" aria-describedby={hint && `${id}-hint`}>
      <legend className="mb-1 font-medium">
        {label}
        {isOptional && <span className="font-normal text-muted-foreground"> {t("form.optional")}</span>}
      </legend>
      <Hint id={id}>{hint}</Hint>
      {picked.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {picked.map((value) => (
            <li key={value} className="flex items-center gap-1 rounded-md border bg-muted pl-2">
              <ChoiceName source={source} value={value} />
              <Button
                variant="ghost"
                size="sm"
                disabled={disabled}
                aria-label={t("form.remove", { what: value })}
                onClick={() => onChange(all.filter((other) => other !== value))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Combobox
        {...rest}
        source={source}
        value=""
        text={all.find(isUnmatched)?.unmatched}
        onText={(text) => onChange(text === undefined ? picked : [...picked, { unmatched: text, was: "" }])}
        disabled={disabled}
        aria-label={t("form.add_one", { what: label })}
        aria-invalid={fault ? true : undefined}
        placeholder={t("form.add_one", { what: label })}
        onChange={add}
      />
      <Fault id={id}>{fault}</Fault>
    </fieldset>
  );
}
