// Username and password; only the password when the username is given.
import { useTranslation } from "react-i18next";
import { ApiError, toApiError } from "@/api/errors";
import { Form, SubmitButton } from "@/forms/Form";
import { TextField } from "@/forms/TextField";
import { PasswordField } from "@/forms/PasswordField";
import { useApiForm } from "@/forms/useApiForm";
import { signIn } from "./session";

interface Values {
  name: string;
  password: string;
}

const missing = (values: Values) =>
  (["name", "password"] as const).filter((name) => values[name].trim() === "").map((name) => ({ path: [name], type: "form.missing", message: "" }));

export function SignInForm({ as }: { as?: string }) {
  const { t } = useTranslation();
  const form = useApiForm<Values>({
    defaults: { name: as ?? "", password: "" },
    check: missing,
    send: async ({ name, password }) => {
      const who = name.includes("@") ? { email: name.trim() } : { username: name.trim() };
      try {
        await signIn({ ...who, password });
      } catch (thrown) {
        const error = toApiError(thrown);
        if (error.kind !== "unauthenticated") throw error;
        throw new ApiError({ kind: "invalid", message: t("auth.wrong") });
      }
    },
  });
  return (
    <Form of={form} label={t("auth.title")}>
      {as === undefined ? (
        // eslint-disable-next-line jsx-a11y-x/no-autofocus -- the page is this form
        <TextField name="name" label={t("auth.name")} autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
      ) : (
        // For password managers only; the dialog's text names the user.
        <input className="hidden" name="username" autoComplete="username" value={as} readOnly />
      )}
      {/* eslint-disable-next-line jsx-a11y-x/no-autofocus -- nor has the dialog another field */}
      <PasswordField name="password" label={t("auth.password")} autoComplete="current-password" autoFocus={as !== undefined} />
      <SubmitButton>{t("auth.sign_in")}</SubmitButton>
    </Form>
  );
}
