// Where everybody begins; who is signed in already goes on to where they wanted to be.
import { useTranslation } from "react-i18next";
import { Link, Navigate, useSearchParams } from "react-router";
import { Entrance } from "@/auth/Entrance";
import { SignInForm } from "@/auth/SignInForm";
import { config } from "@/config";
import { useAuthStore } from "@/stores/authStore";

/** A path of this app, whatever a link says. */
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
    <Entrance title={t("auth.title")}>
      <SignInForm />
      {config.environment !== "production" && (
        <Link to="/first-user" className="text-primary underline-offset-4 hover:underline">
          {t("auth.to_first")}
        </Link>
      )}
    </Entrance>
  );
}
