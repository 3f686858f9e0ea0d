// The other form fields, each with label, hint and error.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useFormContext } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox, type ChoiceSource } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { isGrouped, readings, respell } from "@/lib/readings";
import { chosenOf, isUnmatched } from "./unmatched";
import { Fault, Hint, Labelled, split, useControl, type Control, type FieldProps, type Native } from "./TextField";

export function AreaField(props: Native<"textarea">) {
  const [field, native] = split(props);
  return <Labelled {...field}>{(control) => <Textarea {...native} {...control} />}</Labelled>;
}

/** Reads numbers as the locale writes them and shows how; Enter first shows a grouped one, then sends. */
export function NumberField({ unit, ...props }: Native<"input"> & { unit?: string | undefined }) {
  const [field, native] = split(props);
  const { setError, clearErrors, getFieldState } = useFormContext();
  const understand = ({ name, value, onChange, onBlur }: Control) => {
    const typed = String(value);
    if (respell(typed) !== typed) onChange(respell(typed));
    if (readings(typed)) setError(name, { type: "form.decimal", message: typed });
    else if (getFieldState(name).error?.type === "form.decimal") clearErrors(name);
    onBlur();
  };
  return (
    <Labelled {...field}>
      {(control) => (
        <span className="flex items-center gap-2">
          <Input
            autoComplete="off"
            {...native}
            {...control}
            className="text-right"
            onBlur={() => understand(control)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || !isGrouped(String(control.value))) return;
              event.preventDefault();
              understand(control);
            }}
          />
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

/** Chooses a record by typing; text without a match is kept as the form's value (see unmatched.ts). */
export function PickField({ source, ...props }: FieldProps & { source: ChoiceSource; placeholder?: string | undefined; disabled?: boolean | undefined }) {
  const [field, native] = split(props);
  useOnlyChoice(field.name, source, !props.isOptional);
  return (
    <Labelled {...field}>
      {(control) => {
        const value = control.value as unknown;
        const was = chosenOf(value);
        return (
          <Combobox
            {...native}
            {...control}
            source={source}
            value={was}
            text={isUnmatched(value) ? value.unmatched : undefined}
            onText={(text) => control.onChange(text === undefined ? was : { unmatched: text, was })}
            onChange={(value) => control.onChange(value ?? "")}
          />
        );
      }}
    </Labelled>
  );
}

/** A required field with only one choice has it already. */
function useOnlyChoice(name: string, source: ChoiceSource, isRequired: boolean) {
  const { getValues, getFieldState, resetField } = useFormContext();
  const isEmpty = isRequired && getValues(name) === "" && !getFieldState(name).isDirty;
  const { data } = useQuery({ queryKey: ["choices", source.key, ""], queryFn: ({ signal }) => source.find("", signal), enabled: isEmpty, staleTime: 10_000 });
  const only = isEmpty && data?.length === 1 ? data[0]?.value : undefined;
  useEffect(() => {
    if (only !== undefined) resetField(name, { defaultValue: only });
  }, [name, only, resetField]);
}

export function SwitchField(props: FieldProps & { disabled?: boolean | undefined }) {
  const [control, fault] = useControl(props);
  const { value, ...rest } = control;
  return (
    <div className="grid min-h-11 grid-cols-[auto_1fr] content-center items-center gap-x-2 gap-y-1 sm:min-h-9">
      <Checkbox {...rest} disabled={props.disabled} checked={Boolean(value)} />
      <Label htmlFor={control.id}>{props.label}</Label>
      <div className="col-start-2">
        <Hint id={control.id}>{props.hint}</Hint>
        <Fault id={control.id}>{fault}</Fault>
      </div>
    </div>
  );
}
