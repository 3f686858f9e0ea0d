// Lets in who is signed in; sends everybody else to sign in, and back to where they wanted.
import { Fragment, lazy, Suspense } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { startSession } from "@/auth/session";
import { useAuthStore } from "@/stores/authStore";
import { Unreachable } from "./Unreachable";

// Fetched behind the first page: forms are much of what there is to load.
const NewPassword = lazy(() => import("@/auth/NewPassword"));
const SignInAgain = lazy(() => import("@/auth/SignInAgain"));
const Toaster = lazy(() => import("@/components/ui/sonner"));

export function Gate() {
  const status = useAuthStore((state) => state.status);
  const user = useAuthStore((state) => state.user);
  const { pathname, search } = useLocation();

  if (status === "starting") return null;
  if (status === "unreachable") return <Unreachable onRetry={() => void startSession()} />;
  if (!user) return <Navigate to={`/login?${new URLSearchParams({ next: pathname + search }).toString()}`} replace />;
  // Another person's page is another page.
  return (
    <Fragment key={user.id}>
      <Suspense>{user.must_change_password ? <NewPassword /> : <Outlet />}</Suspense>
      <Suspense>
        <SignInAgain />
        <Toaster />
      </Suspense>
    </Fragment>
  );
}
