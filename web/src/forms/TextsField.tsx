// A list of texts, such as barcodes, and a field for the next one. Enter adds it, as a scanner does,
// a scan is added wherever the focus is, and so does leaving the field: saving loses nothing that was typed.
import { X } from "lucide-react";
import { useId, useState, type KeyboardEvent } from "react";
import { useController, useFormContext, type FieldError } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useScans } from "@/app/scans";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { wordsOf } from "./faults";
import { Fault, Hint, type FieldProps } from "./TextField";

/** The field's own error, or the first one of its texts. */
function faultIn(error: FieldError | undefined): { type?: unknown; message?: string | undefined } | undefined {
  if (!error || error.type) return error;
  return Object.values(error as unknown as Record<string, FieldError | undefined>).find(Boolean);
}

export function TextsField({ name, label, hint, isOptional, disabled }: FieldProps & { disabled?: boolean }) {
  const { t } = useTranslation();
  const { control } = useFormContext();
  const { field, fieldState } = useController({ name, control });
  const id = useId();
  const [typed, setTyped] = useState("");
  const { value, onChange, onBlur, ...rest } = field;
  const texts = value as string[];
  const found = faultIn(fieldState.error);
  const fault = found && wordsOf(t, label, found);

  const add = () => {
    const text = typed.trim();
    setTyped("");
    if (text && !texts.includes(text)) onChange([...texts, text]);
  };
  useScans((code) => {
    if (!disabled && !texts.includes(code)) onChange([...texts, code]);
  });
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || typed.trim() === "") return;
    event.preventDefault();
    add();
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-1" aria-describedby={hint && `${id}-hint`}>
      <legend className="mb-1 font-medium">
        {label}
        {isOptional && <span className="font-normal text-muted-foreground"> {t("form.optional")}</span>}
      </legend>
      <Hint id={id}>{hint}</Hint>
      {texts.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {texts.map((text) => (
            <li key={text} className="flex items-center gap-1 rounded-md border bg-muted pl-2">
              <span className="font-mono wrap-anywhere">{text}</span>
              <Button
                variant="ghost"
                size="sm"
                disabled={disabled}
                aria-label={t("form.remove", { what: text })}
                onClick={() => onChange(texts.filter((other) => other !== text))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Input
        {...rest}
        value={typed}
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        className="font-mono"
        aria-label={t("form.add_one", { what: label })}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault && `${id}-fault`}
        placeholder={t("form.add_one", { what: label })}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={press}
        onBlur={() => {
          add();
          onBlur();
        }}
      />
      <Fault id={id}>{fault}</Fault>
    </fieldset>
  );
}
