// A single-line input, and the classes that all fields share.
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** What all fields look like. */
export const field =
  "w-full min-w-0 rounded-md border border-input bg-background px-3 text-base transition-colors placeholder:text-muted-foreground disabled:bg-muted disabled:text-muted-foreground [&:is(input,textarea):read-only]:bg-muted aria-invalid:border-destructive";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input data-slot="input" className={cn(field, "h-11 sm:h-9", className)} {...props} />;
}
