// The parts of every field (label, hint, error) and the text field, which is all that signing in
// needs. The other fields are in fields.tsx.
import { useId, type ComponentProps, type ReactNode } from "react";
import { useController, useFormContext, type ControllerRenderProps } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/cn";
import { wordsOf } from "./faults";

export interface FieldProps {
  /** Its path in the form's values: "name", "packs.0.uom". */
  name: string;
  label: string;
  hint?: string | undefined;
  /** Marked after the label: most fields are required. */
  isOptional?: boolean | undefined;
  /** For tables of lines, where the column header is the label. */
  isLabelHidden?: boolean | undefined;
}

/** Binds a control to the form's value and to label, hint and error. */
export type Control = ControllerRenderProps & {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

export function useControl({ name, label, hint }: FieldProps): [Control, string | undefined] {
  const { control } = useFormContext();
  const { t } = useTranslation();
  const { field, fieldState } = useController({ name, control });
  const id = useId();
  const fault = fieldState.error ? wordsOf(t, label, fieldState.error) : undefined;
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  return [{ ...field, id, "aria-describedby": described || undefined, "aria-invalid": fault ? true : undefined }, fault];
}

export function Hint({ id, children }: { id: string; children: string | undefined }) {
  if (!children) return null;
  return (
    <p id={`${id}-hint`} className="text-muted-foreground">
      {children}
    </p>
  );
}

export function Fault({ id, children }: { id: string; children: string | undefined }) {
  const { t } = useTranslation();
  if (!children) return null;
  return (
    <p id={`${id}-fault`} className="text-destructive">
      <span className="sr-only">{t("form.error_prefix")}</span> {children}
    </p>
  );
}

export function Labelled(props: FieldProps & { children: (control: Control) => ReactNode }) {
  const { label, hint, isOptional, isLabelHidden, children } = props;
  const { t } = useTranslation();
  const [control, fault] = useControl(props);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Label htmlFor={control.id} className={cn(isLabelHidden && "sr-only")}>
        {label}
        {isOptional && <span className="font-normal text-muted-foreground"> {t("form.optional")}</span>}
      </Label>
      {children(control)}
      {/* Below the control, so that labels and controls beside each other stand on one line. */}
      {(hint ?? fault) && (
        <div>
          <Hint id={control.id}>{hint}</Hint>
          <Fault id={control.id}>{fault}</Fault>
        </div>
      )}
    </div>
  );
}

export type Native<T extends "input" | "textarea" | "select"> = FieldProps & Omit<ComponentProps<T>, keyof FieldProps | "id" | "value" | "ref">;

/** Splits props into those of the label and those of the control. */
export function split<P extends FieldProps>({ name, label, hint, isOptional, isLabelHidden, ...native }: P) {
  return [{ name, label, hint, isOptional, isLabelHidden }, native] as const;
}

export function TextField(props: Native<"input">) {
  const [field, native] = split(props);
  return <Labelled {...field}>{(control) => <Input {...native} {...control} />}</Labelled>;
}
