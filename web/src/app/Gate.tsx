// Lets in who is signed in; sends everybody else to sign in, and back to where they wanted.
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation } from "react-router";
import { Entrance } from "@/auth/Entrance";
import { PasswordForm } from "@/auth/PasswordForm";
import { startSession } from "@/auth/session";
import { SignInAgain } from "@/auth/SignInAgain";
import { useAuthStore } from "@/stores/authStore";
import { Unreachable } from "./Unreachable";

export function Gate() {
  const status = useAuthStore((state) => state.status);
  const user = useAuthStore((state) => state.user);
  const { pathname, search } = useLocation();

  if (status === "starting") return null;
  if (status === "unreachable") return <Unreachable onRetry={() => void startSession()} />;
  if (!user) return <Navigate to={`/login?${new URLSearchParams({ next: pathname + search }).toString()}`} replace />;
  if (user.must_change_password) return <NewPassword />;
  // Another person's page is another page.
  return (
    <Fragment key={user.id}>
      <Outlet />
      <SignInAgain />
    </Fragment>
  );
}

/** With a temporary password one may do nothing but choose one's own. */
function NewPassword() {
  const { t } = useTranslation();
  return (
    <Entrance title={t("auth.new_password")} text={t("auth.new_password_text")}>
      <PasswordForm />
      <SignInAgain />
    </Entrance>
  );
}
