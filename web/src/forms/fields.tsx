// The other fields of forms, each tied to its label, hint and fault.
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox, type ChoiceSource } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { readDecimal } from "@/lib/decimal";
import { Fault, Hint, Labelled, split, useControl, type Control, type FieldProps, type Native } from "./TextField";

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
