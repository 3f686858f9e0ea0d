// Creates the first user of a development instance; the server allows it while there is none.
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { ApiError, toApiError } from "@/api/errors";
import { authAPI } from "@/api/services";
import { registerRequestCreate } from "@/api/zod";
import { SignInPage } from "@/auth/SignInPage";
import { signIn } from "@/auth/session";
import { faultsOf } from "@/forms/faults";
import { Form, SubmitButton } from "@/forms/Form";
import { TextField } from "@/forms/TextField";
import { PasswordField } from "@/forms/PasswordField";
import { useApiForm } from "@/forms/useApiForm";

const empty = { username: "", email: "", password: "" };

export default function FirstUser() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const form = useApiForm({
    defaults: empty,
    check: (values) => faultsOf(registerRequestCreate, values),
    send: async ({ username, email, password }) => {
      try {
        await authAPI.register({ username, email, password, role: "admin" });
      } catch (thrown) {
        const error = toApiError(thrown);
        throw error.kind === "unauthenticated" ? new ApiError({ kind: "refused", message: t("auth.first_refused") }) : error;
      }
      await signIn({ username, password });
      await navigate("/");
    },
  });
  return (
    <SignInPage title={t("auth.first")} text={t("auth.first_text")}>
      <Form of={form} label={t("auth.first")}>
        <TextField name="username" label={t("field.username")} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        <TextField name="email" label={t("field.email")} type="email" autoComplete="email" />
        <PasswordField name="password" label={t("field.password")} hint={t("auth.password_hint")} autoComplete="new-password" />
        <SubmitButton>{t("auth.first")}</SubmitButton>
      </Form>
      <Link to="/login" className="text-primary underline-offset-4 hover:underline">
        {t("auth.to_sign_in")}
      </Link>
    </SignInPage>
  );
}
