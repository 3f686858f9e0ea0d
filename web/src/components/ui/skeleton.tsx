// A grey bar in place of text that is loading.
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export function Skeleton({ className, ...props }: ComponentProps<"span">) {
  return <span data-slot="skeleton" aria-hidden className={cn("block h-4 rounded-sm bg-muted", className)} {...props} />;
}
