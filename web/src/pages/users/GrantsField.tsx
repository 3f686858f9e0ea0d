// Permissions granted in addition to the role: presets and individual ones. Those of the role or a
// preset are ticked and cannot be removed here.
import { useId } from "react";
import { useController, useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { presetPermissions, rolePermissions, type Permission, type Preset, type Role } from "@/api/types";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import { Fault, Hint, type FieldProps } from "@/forms/TextField";
import { wordsOf } from "@/forms/faults";
import { offeredPermissions } from "./grants";

type Grant = Permission | Preset;

const presets = Object.keys(presetPermissions) as Preset[];

/** What grants a permission that is not granted individually. */
function sourceOf(permission: Permission, role: Role | undefined, granted: readonly Grant[]): Role | Preset | undefined {
  if (role && rolePermissions[role].includes(permission)) return role;
  return presets.find((preset) => granted.includes(preset) && (presetPermissions[preset] as readonly Permission[]).includes(permission));
}

export function GrantsField({ name, label, hint }: FieldProps) {
  const { t } = useTranslation();
  const { control } = useFormContext();
  const { field, fieldState } = useController({ name, control });
  const role = useWatch({ control, name: "role" }) as Role | undefined;
  const id = useId();
  const granted = field.value as readonly Grant[];
  const fault = fieldState.error && wordsOf(t, label, fieldState.error);
  const toggle = (grant: Grant, isOn: boolean) => {
    field.onChange(isOn ? [...granted, grant] : granted.filter((other) => other !== grant));
  };
  const given = (permission: Permission) => {
    const source = sourceOf(permission, role, granted);
    if (!source) return undefined;
    return t("users.given_by", { by: source in presetPermissions ? t(`users.preset.${source as Preset}`) : t(`word.role.${source as Role}`) });
  };
  return (
    <fieldset className="flex flex-col gap-3" aria-describedby={hint && `${id}-hint`}>
      <legend className="mb-1 font-medium">{label}</legend>
      <Hint id={id}>{hint}</Hint>
      <div className="grid gap-2 sm:grid-cols-3">
        {presets.map((preset) => (
          <Tick key={preset} isOn={granted.includes(preset)} onToggle={(isOn) => toggle(preset, isOn)} label={t(`users.preset.${preset}`)} text={t(`users.preset_text.${preset}`)} />
        ))}
      </div>
      <details open={granted.some((grant) => !presets.includes(grant as Preset))}>
        <summary className="font-medium">{t("users.single")}</summary>
        <div className="mt-2 grid gap-2 sm:grid-cols-2">
          {offeredPermissions(granted).map((permission) => {
            const source = given(permission);
            return (
              <Tick
                key={permission}
                isOn={granted.includes(permission) || source !== undefined}
                isGiven={source !== undefined}
                onToggle={(isOn) => toggle(permission, isOn)}
                label={t(`word.permission.${permission}`)}
                text={source ?? permission}
              />
            );
          })}
        </div>
      </details>
      <Fault id={id}>{fault}</Fault>
    </fieldset>
  );
}

interface TickProps {
  isOn: boolean;
  isGiven?: boolean;
  onToggle: (isOn: boolean) => void;
  label: string;
  text: string;
}

function Tick({ isOn, isGiven, onToggle, label, text }: TickProps) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-start gap-2 sm:min-h-9">
      <Checkbox id={id} aria-describedby={`${id}-text`} className="mt-0.5" checked={isOn} disabled={isGiven} onChange={(event) => onToggle(event.target.checked)} />
      <div className="min-w-0">
        <Label htmlFor={id} className="font-normal">
          {label}
        </Label>
        <p id={`${id}-text`} className="text-muted-foreground">
          {text}
        </p>
      </div>
    </div>
  );
}
