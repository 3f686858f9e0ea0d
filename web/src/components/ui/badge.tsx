// A small label with a colour.
import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const badge = cva(
  "inline-flex w-fit shrink-0 items-center gap-1 rounded-sm border px-1.5 font-medium whitespace-nowrap [&_svg]:size-3.5",
  {
    variants: {
      variant: {
        neutral: "border-border bg-muted text-foreground",
        primary: "border-primary/30 bg-accent text-accent-foreground",
        destructive: "border-destructive/40 text-destructive",
        warning: "border-warning/40 text-warning",
        success: "border-success/40 text-success",
      },
    },
    defaultVariants: { variant: "neutral" },
  },
);

export type BadgeVariant = NonNullable<VariantProps<typeof badge>["variant"]>;

export function Badge({ className, variant, ...props }: ComponentProps<"span"> & VariantProps<typeof badge>) {
  return <span data-slot="badge" className={cn(badge({ variant }), className)} {...props} />;
}
