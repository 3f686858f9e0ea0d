// The label of a form control.
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export function Label({ className, htmlFor, children, ...props }: ComponentProps<"label">) {
  return (
    <label data-slot="label" htmlFor={htmlFor} className={cn("font-medium", className)} {...props}>
      {children}
    </label>
  );
}
