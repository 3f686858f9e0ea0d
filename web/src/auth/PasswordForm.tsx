// Changes one's own password. The server decides whether it is strong enough.
import { useTranslation } from "react-i18next";
import { invalidate } from "@/api/query";
import { authAPI } from "@/api/services";
import { Form, SubmitButton } from "@/forms/Form";
import { PasswordField } from "@/forms/PasswordField";
import { useApiForm } from "@/forms/useApiForm";
import { toast } from "@/lib/toast";
import { reloadMe } from "./session";

const empty = { current_password: "", new_password: "" };
type Values = typeof empty;

const missing = (values: Values) =>
  (["current_password", "new_password"] as const).filter((name) => values[name] === "").map((name) => ({ path: [name], type: "form.missing", message: "" }));

export function PasswordForm() {
  const { t } = useTranslation();
  const form = useApiForm<Values>({
    defaults: empty,
    check: missing,
    send: async (values) => {
      await authAPI.changePassword(values);
      form.form.reset(empty);
      toast.success(t("auth.password_changed"));
      await invalidate("sessions");
      await reloadMe();
    },
  });
  return (
    <Form of={form} label={t("auth.change_password")}>
      <PasswordField name="current_password" label={t("field.current_password")} autoComplete="current-password" />
      <PasswordField name="new_password" label={t("field.new_password")} hint={t("auth.password_hint")} autoComplete="new-password" />
      <SubmitButton className="self-start">{t("auth.change_password")}</SubmitButton>
    </Form>
  );
}
