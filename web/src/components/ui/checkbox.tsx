// The browser's own in our colours: it takes part in forms without more.
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export function Checkbox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      type="checkbox"
      data-slot="checkbox"
      className={cn("size-5 shrink-0 rounded-sm accent-primary disabled:opacity-50 sm:size-4", className)}
      {...props}
    />
  );
}
