// Where messages of lib/toast appear.
import { lazy, Suspense } from "react";
import { useIsUsed } from "@/lib/used";

const Toaster = lazy(() => import("@/components/ui/sonner"));

export function Toasts() {
  const isUsed = useIsUsed();
  return <Suspense>{isUsed && <Toaster />}</Suspense>;
}
