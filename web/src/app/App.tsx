// Everything that surrounds a page: server state, router, toasts.
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { RouterProvider } from "react-router/dom";
import { queryClient } from "@/api/query";
import { startSession } from "@/auth/session";
import { router } from "./router";
import "./theme";

const Toaster = lazy(() => import("@/components/ui/sonner"));

export function App() {
  useEffect(() => {
    void startSession();
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Suspense>
        <Toaster />
      </Suspense>
    </QueryClientProvider>
  );
}
