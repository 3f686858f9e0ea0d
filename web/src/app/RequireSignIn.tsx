// Renders the app for signed-in users; sends others to sign in and back afterwards.
import { Fragment, lazy, Suspense } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { startSession } from "@/auth/session";
import { Toasts } from "@/components/Toasts";
import { useAuthStore } from "@/stores/authStore";
import { Unreachable } from "./Unreachable";

// Loaded when needed: forms are a large part of the code.
const NewPassword = lazy(() => import("@/auth/NewPassword"));
const SignInDialog = lazy(() => import("@/auth/SignInDialog"));

export function RequireSignIn() {
  const status = useAuthStore((state) => state.status);
  const user = useAuthStore((state) => state.user);
  const { pathname, search } = useLocation();

  if (status === "starting") return null;
  if (status === "unreachable") return <Unreachable onRetry={() => void startSession()} />;
  if (!user) return <Navigate to={`/login?${new URLSearchParams({ next: pathname + search }).toString()}`} replace />;
  // Remounted for another user.
  return (
    <Fragment key={user.id}>
      <Suspense>{user.must_change_password ? <NewPassword /> : <Outlet />}</Suspense>
      <Suspense>{status === "expired" && <SignInDialog />}</Suspense>
      <Toasts />
    </Fragment>
  );
}
