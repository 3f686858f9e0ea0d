// A panel that slides in from the side: the navigation on a phone.
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { button } from "./button";
import { overlay } from "./dialog";

export const Sheet = Primitive.Root;
export const SheetTitle = Primitive.Title;

export function SheetContent({ className, children, ...props }: ComponentProps<typeof Primitive.Content>) {
  const { t } = useTranslation();
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={overlay} />
      <Primitive.Content
        data-slot="sheet-content"
        className={cn("fixed inset-y-0 right-0 z-50 flex w-80 max-w-[85vw] flex-col overflow-y-auto border-l bg-popover p-4 text-popover-foreground shadow-lg", className)}
        {...props}
      >
        {children}
        <Primitive.Close aria-label={t("action.close")} className={cn(button({ variant: "ghost", size: "icon" }), "absolute top-2 right-2")}>
          <X aria-hidden />
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
