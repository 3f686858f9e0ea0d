// A password field whose content can be shown.
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { TextField, type FieldProps } from "./TextField";

export function PasswordField({ autoComplete, ...field }: FieldProps & { autoComplete: "current-password" | "new-password"; autoFocus?: boolean }) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  return (
    <div className="relative">
      <TextField {...field} type={isShown ? "text" : "password"} autoComplete={autoComplete} autoCapitalize="none" spellCheck={false} className="pr-11" />
      <Button
        variant="ghost"
        size="icon"
        aria-label={t(isShown ? "form.hide_password" : "form.show_password")}
        className="absolute right-0 bottom-0"
        onClick={() => setShown(!isShown)}
      >
        {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </Button>
    </div>
  );
}
