// A list of lines in a record, each a small form: a table on desktop, stacked on a phone.
import { Plus, Trash2 } from "lucide-react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import type { FieldProps } from "./TextField";
import { RowField, valuesOf, type FieldRow } from "./rows";

export function LinesField({ name, label, hint, rows, disabled }: FieldProps & { rows: readonly FieldRow[]; disabled?: boolean }) {
  const { t } = useTranslation();
  const { control } = useFormContext();
  const { fields: lines, append, remove } = useFieldArray({ control, name });
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 font-medium">{label}</legend>
      {hint && <p className="text-muted-foreground">{hint}</p>}
      {lines.map((line, i) => (
        <div key={line.id} role="group" aria-label={t("form.line", { number: i + 1 })} className="flex items-end gap-2 border-b pb-3">
          <div className="grid flex-1 gap-2 sm:grid-cols-3 sm:items-end">
            {rows.map((row) => (
              <RowField key={row.name} row={row} path={`${name}.${String(i)}.${row.name}`} {...(disabled && { disabled })} />
            ))}
          </div>
          <Button variant="ghost" size="icon" disabled={disabled} aria-label={t("form.remove_line", { number: i + 1 })} onClick={() => remove(i)}>
            <Trash2 aria-hidden />
          </Button>
        </div>
      ))}
      <Button variant="outline" size="sm" className="self-start" disabled={disabled} onClick={() => append(valuesOf(rows))}>
        <Plus aria-hidden />
        {t("form.add_line")}
      </Button>
    </fieldset>
  );
}
