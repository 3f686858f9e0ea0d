// Lets those in who are signed in; the others sign in first and come back to where they were.
import { Fragment, useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation } from "react-router";
import { Button } from "@/components/ui/button";
import { useAuthStore } from "@/stores/authStore";
import { Entrance } from "./Entrance";
import { PasswordForm } from "./PasswordForm";
import { startSession } from "./session";
import { SignInAgain } from "./SignInAgain";

export function SessionGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { status, user } = useAuthStore();
  const { pathname, search } = useLocation();

  useEffect(() => void startSession(), []);

  if (status === "starting") return null;
  if (status === "unreachable")
    return (
      <Entrance title={t("auth.unreachable")} text={t("auth.unreachable_text")}>
        <Button onClick={() => void startSession()}>{t("action.retry")}</Button>
      </Entrance>
    );
  if (!user) return <Navigate to={`/login?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (user.must_change_password)
    return (
      <Entrance title={t("auth.new_password")} text={t("auth.new_password_text")}>
        <PasswordForm />
      </Entrance>
    );
  // Another person's page is another page.
  return (
    <Fragment key={user.id}>
      {children}
      <SignInAgain />
    </Fragment>
  );
}
