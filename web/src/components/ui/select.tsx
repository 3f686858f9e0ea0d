// The browser's select: on a phone its list is better than a custom one.
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { field } from "./input";

export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <span data-slot="select" className="relative inline-flex w-full">
      <select className={cn(field, "h-11 appearance-none pr-8 read-only:bg-background sm:h-9", className)} {...props} />
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-4 text-muted-foreground" />
    </span>
  );
}
