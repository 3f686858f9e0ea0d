// The sign-in page; sends a signed-in user on to the requested page.
import { useTranslation } from "react-i18next";
import { Link, Navigate, useSearchParams } from "react-router";
import { SignInPage } from "@/auth/SignInPage";
import { SignInForm } from "@/auth/SignInForm";
import { config } from "@/config";
import { useAuthStore } from "@/stores/authStore";

/** Accepts only a path of this app. */
function safe(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}

export default function SignIn() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const { status, user } = useAuthStore();

  if (user) return <Navigate to={safe(params.get("next"))} replace />;
  if (status === "starting") return null;
  return (
    <SignInPage title={t("auth.title")}>
      <SignInForm />
      {config.environment !== "production" && (
        <Link to="/first-user" className="text-primary underline-offset-4 hover:underline">
          {t("auth.to_first")}
        </Link>
      )}
    </SignInPage>
  );
}
