// With a temporary password one may do nothing but choose one's own.
import { useTranslation } from "react-i18next";
import { Entrance } from "./Entrance";
import { PasswordForm } from "./PasswordForm";

export default function NewPassword() {
  const { t } = useTranslation();
  return (
    <Entrance title={t("auth.new_password")} text={t("auth.new_password_text")}>
      <PasswordForm />
    </Entrance>
  );
}
