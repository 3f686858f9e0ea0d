// A modal dialog that asks for a reason or a confirmation; editing happens on the page itself.
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { button } from "./button";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

export const overlay = "fixed inset-0 z-50 bg-black/50";
export const panel =
  "fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[90dvh] w-full flex-col gap-4 overflow-y-auto rounded-t-md border bg-popover p-4 text-popover-foreground shadow-lg sm:inset-y-0 sm:my-auto sm:h-fit sm:max-w-lg sm:rounded-md sm:p-6";

export function DialogContent({ className, children, ...props }: ComponentProps<typeof Primitive.Content>) {
  const { t } = useTranslation();
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlay} />
      <Primitive.Content data-slot="dialog-content" className={cn(panel, className)} {...props}>
        {children}
        <Primitive.Close aria-label={t("action.close")} className={cn(button({ variant: "ghost", size: "icon" }), "absolute top-2 right-2")}>
          <X aria-hidden />
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}

export function DialogHeader({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="dialog-header" className={cn("flex flex-col gap-1 pr-10", className)} {...props} />;
}

/** The first button in the source is the primary one; on desktop it is shown last. A long label
 * wraps. */
export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="dialog-footer"
      className={cn(
        "flex flex-col gap-2 sm:flex-row-reverse sm:justify-start [&>button]:h-auto [&>button]:min-h-11 [&>button]:shrink [&>button]:py-1 [&>button]:wrap-break-word [&>button]:whitespace-normal sm:[&>button]:min-h-9",
        className,
      )}
      {...props}
    />
  );
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof Primitive.Title>) {
  return <Primitive.Title data-slot="dialog-title" className={cn("text-base font-semibold", className)} {...props} />;
}

export function DialogDescription({ className, ...props }: ComponentProps<typeof Primitive.Description>) {
  return <Primitive.Description data-slot="dialog-description" className={cn("text-muted-foreground", className)} {...props} />;
}
