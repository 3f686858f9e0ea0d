// The browser's checkbox with our own style: in dark mode the native one looks disabled.
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export function Checkbox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      type="checkbox"
      data-slot="checkbox"
      className={cn(
        "relative size-5 shrink-0 appearance-none rounded-sm border border-input bg-background checked:border-primary checked:bg-primary disabled:opacity-50 sm:size-4",
        "checked:before:absolute checked:before:inset-x-[32%] checked:before:top-[8%] checked:before:h-[64%] checked:before:rotate-45 checked:before:border-r-2 checked:before:border-b-2 checked:before:border-primary-foreground",
        className,
      )}
      {...props}
    />
  );
}
