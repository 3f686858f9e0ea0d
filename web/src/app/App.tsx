// The providers around all pages: server state and router.
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect } from "react";
import { RouterProvider } from "react-router/dom";
import { queryClient } from "@/api/query";
import { startSession } from "@/auth/session";
import { router } from "./router";
import "./theme";

export function App() {
  useEffect(() => {
    void startSession();
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
