// Shown to users with a temporary password, who must choose their own first.
import { useTranslation } from "react-i18next";
import { SignInPage } from "./SignInPage";
import { PasswordForm } from "./PasswordForm";

export default function NewPassword() {
  const { t } = useTranslation();
  return (
    <SignInPage title={t("auth.new_password")} text={t("auth.new_password_text")}>
      <PasswordForm />
    </SignInPage>
  );
}
