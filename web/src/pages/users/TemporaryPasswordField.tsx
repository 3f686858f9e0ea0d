// A temporary password to read out: shown in clear, with a random suggestion.
import { RefreshCw } from "lucide-react";
import { useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { TextField, type FieldProps } from "@/forms/TextField";

// Without characters that look or sound alike: i l 1 o 0.
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** Four groups of four: 79 bits. */
export function suggestPassword(): string {
  const take = () => letters[Math.floor((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32 * letters.length)] ?? "";
  const group = () => Array.from({ length: 4 }, take).join("");
  return Array.from({ length: 4 }, group).join("-");
}

export function TemporaryPasswordField(field: FieldProps) {
  const { t } = useTranslation();
  const { setValue } = useFormContext();
  return (
    <div className="relative">
      <TextField {...field} autoComplete="off" autoCapitalize="none" spellCheck={false} className="pr-11 font-mono" />
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("users.suggest")}
        title={t("users.suggest")}
        className="absolute right-0 bottom-0"
        onClick={() => {
          setValue(field.name, suggestPassword(), { shouldDirty: true });
        }}
      >
        <RefreshCw aria-hidden />
      </Button>
    </div>
  );
}
