// The fields of forms, each tied to its label, hint and fault.
import { useId, type ComponentProps, type ReactNode } from "react";
import { useController, useFormContext, type ControllerRenderProps } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox, type ChoiceSource } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/cn";
import { readDecimal } from "@/lib/decimal";
import { wordsOf } from "./faults";

export interface FieldProps {
  /** Its path in the form's values: "name", "packs.0.uom". */
  name: string;
  label: string;
  hint?: string | undefined;
  /** Said after the label: most fields are required. */
  isOptional?: boolean | undefined;
  /** In a table of lines the column's head is the label. */
  isLabelHidden?: boolean | undefined;
}

/** The value's place in the form, and what ties its control to label, hint and fault. */
type Control = ControllerRenderProps & {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

function useControl({ name, label, hint }: FieldProps): [Control, string | undefined] {
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

function Labelled(props: FieldProps & { children: (control: Control) => ReactNode }) {
  const { label, hint, isOptional, isLabelHidden, children } = props;
  const { t } = useTranslation();
  const [control, fault] = useControl(props);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Label htmlFor={control.id} className={cn(isLabelHidden && "sr-only")}>
        {label}
        {isOptional && <span className="font-normal text-muted-foreground"> {t("form.optional")}</span>}
      </Label>
      <Hint id={control.id}>{hint}</Hint>
      {children(control)}
      <Fault id={control.id}>{fault}</Fault>
    </div>
  );
}

type Native<T extends "input" | "textarea" | "select"> = FieldProps & Omit<ComponentProps<T>, keyof FieldProps | "id" | "value" | "ref">;

/** What is for the label, and what is for the control. */
function split<P extends FieldProps>({ name, label, hint, isOptional, isLabelHidden, ...native }: P) {
  return [{ name, label, hint, isOptional, isLabelHidden }, native] as const;
}

export function TextField(props: Native<"input">) {
  const [field, native] = split(props);
  return <Labelled {...field}>{(control) => <Input {...native} {...control} />}</Labelled>;
}

export function AreaField(props: Native<"textarea">) {
  const [field, native] = split(props);
  return <Labelled {...field}>{(control) => <Textarea {...native} {...control} />}</Labelled>;
}

/** Takes what people type (1 000,5) and shows what it was understood as. */
export function DecimalField({ unit, ...props }: Native<"input"> & { unit?: string | undefined }) {
  const [field, native] = split(props);
  const understand = ({ value, onChange, onBlur }: Control) => {
    onChange(readDecimal(String(value)) ?? value);
    onBlur();
  };
  return (
    <Labelled {...field}>
      {(control) => (
        <span className="flex items-center gap-2">
          <Input inputMode="decimal" autoComplete="off" {...native} {...control} className="text-right" onBlur={() => understand(control)} />
          {unit && <span className="text-muted-foreground">{unit}</span>}
        </span>
      )}
    </Labelled>
  );
}

export interface Option {
  value: string;
  label: string;
}

export function SelectField({ options, none, ...props }: Native<"select"> & { options: readonly Option[]; none?: string | undefined }) {
  const [field, native] = split(props);
  return (
    <Labelled {...field}>
      {(control) => (
        <Select {...native} {...control}>
          {none !== undefined && <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Labelled>
  );
}

/** One record of many, found by typing. */
export function PickField({ source, ...props }: FieldProps & { source: ChoiceSource; placeholder?: string | undefined; disabled?: boolean | undefined }) {
  const [field, native] = split(props);
  return (
    <Labelled {...field}>
      {(control) => <Combobox {...native} {...control} source={source} onChange={(value) => control.onChange(value ?? "")} />}
    </Labelled>
  );
}

export function SwitchField(props: FieldProps & { disabled?: boolean | undefined }) {
  const [control, fault] = useControl(props);
  const { value, ...rest } = control;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-11 items-center gap-2 sm:min-h-9">
        <Checkbox {...rest} disabled={props.disabled} checked={Boolean(value)} />
        <Label htmlFor={control.id}>{props.label}</Label>
      </div>
      <Hint id={control.id}>{props.hint}</Hint>
      <Fault id={control.id}>{fault}</Fault>
    </div>
  );
}
