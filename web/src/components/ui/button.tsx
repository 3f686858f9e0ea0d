// Buttons, and links that look like buttons.
import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** Also for links that look like buttons: `<Link className={button({ variant: "outline" })}>`. */
export const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        default: "bg-primary text-primary-foreground hover:bg-primary/90",
        destructive: "bg-destructive text-destructive-foreground hover:bg-destructive/90",
        outline: "border border-input bg-background hover:bg-muted",
        ghost: "hover:bg-muted",
        link: "text-primary underline-offset-4 hover:underline",
      },
      size: {
        default: "h-11 px-4 sm:h-9 sm:px-3",
        sm: "h-10 px-3 sm:h-8 sm:px-2.5",
        icon: "size-11 sm:size-9",
        /** In a row of a list. */
        row: "size-11 sm:size-7",
        inline: "h-auto p-0",
      },
    },
    defaultVariants: { variant: "default", size: "default" },
  },
);

type Props = ComponentProps<"button"> & VariantProps<typeof button> & { asChild?: boolean };

export function Button({ className, variant, size, asChild = false, type, ...props }: Props) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      data-slot="button"
      type={asChild ? type : (type ?? "button")}
      className={cn(button({ variant, size }), className)}
      {...props}
    />
  );
}
