// The form of a record from its rows, with validation errors, edit conflicts, duplicates and the
// warning about unsaved changes.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import type { Versioned } from "@/api/resource";
import { cn } from "@/lib/cn";
import { ConflictDialog } from "./ConflictDialog";
import { Form, SubmitButton } from "./Form";
import { RowField, type FieldRow } from "./rows";
import { DuplicatesDialog } from "./DuplicatesDialog";
import { useRecordForm, type RecordFormOptions } from "./useRecordForm";
import { useUnsaved } from "./useUnsaved";

interface Props<R extends Versioned, C, U> extends RecordFormOptions<R, C, U> {
  /** Label of the submit button: "Create supplier". */
  submit: string;
  /** The accessible name. */
  label: string;
  onCancel?: () => void;
}

/** Aligns neighbouring fields whatever hints and errors they have: label, control, and hint with
 * error are three shared grid rows. */
const beside = "sm:grid sm:grid-rows-subgrid sm:*:row-span-3 sm:*:grid sm:*:grid-rows-subgrid sm:*:gap-y-1";

const isWide = (row: FieldRow): boolean => row.isWide ?? ["area", "list", "lines", "picks", "texts"].includes(row.kind);

export function RecordForm<R extends Versioned, C, U>({ submit, label, onCancel, onSaved, ...options }: Props<R, C, U>) {
  const { t } = useTranslation();
  const form = useRecordForm({
    ...options,
    onSaved: (record) => {
      unsaved.release();
      onSaved(record);
    },
  });
  const unsaved = useUnsaved(form.form.formState.isDirty);
  const { setFocus } = form.form;
  const first = options.rows.find((row) => form.isNew || !row.isFixed)?.name;
  useEffect(() => {
    if (first !== undefined) setFocus(first);
  }, [first, setFocus]);
  return (
    <>
      <Form of={form} label={label} className="max-w-3xl">
        <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
          {options.rows.map((row) => (
            <div key={row.name} className={cn("mb-2 min-w-0", isWide(row) ? "sm:col-span-2" : "sm:row-span-3", isWide(row) || row.kind === "switch" || beside)}>
              <RowField row={row} disabled={Boolean(row.isFixed && !form.isNew)} />
            </div>
          ))}
        </div>
        <div className="flex flex-wrap gap-2">
          <SubmitButton>{submit}</SubmitButton>
          {onCancel && (
            <Button variant="outline" onClick={onCancel}>
              {t("action.cancel")}
            </Button>
          )}
        </div>
      </Form>
      {form.conflict && <ConflictDialog conflict={form.conflict} settle={form.settle} />}
      <DuplicatesDialog duplicates={form.duplicates} answer={form.answerDuplicates} />
      {unsaved.dialog}
    </>
  );
}
