// Lets in who is signed in; sends everybody else to sign in, and back to where they wanted.
import { Navigate, Outlet, useLocation } from "react-router";
import { startSession } from "@/auth/session";
import { useAuthStore } from "@/stores/authStore";
import { Unreachable } from "./Unreachable";

export function Gate() {
  const status = useAuthStore((state) => state.status);
  const { pathname, search } = useLocation();
  switch (status) {
    case "starting":
      return null;
    case "unreachable":
      return <Unreachable onRetry={() => void startSession()} />;
    case "out":
      return <Navigate to={`/login?${new URLSearchParams({ next: pathname + search }).toString()}`} replace />;
    default:
      return <Outlet />;
  }
}
