// A multi-line input that grows with its content.
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { field } from "./input";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea data-slot="textarea" rows={3} className={cn(field, "field-sizing-content py-2", className)} {...props} />;
}
