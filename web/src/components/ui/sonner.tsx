// Toasts that report a completed action with its number and a link. They disappear after 5 s and
// are never the only record.
import { useEffect } from "react";
import { Toaster as Sonner } from "sonner";
import { toasterMounted } from "@/lib/toast";

export default function Toaster() {
  useEffect(toasterMounted, []);
  return (
    <Sonner
      position="bottom-right"
      mobileOffset={{ bottom: 72, left: 12, right: 12 }}
      duration={5000}
      closeButton
      toastOptions={{
        classNames: {
          toast: "!rounded-md !pr-11 !border !border-border !bg-popover !font-sans !text-popover-foreground !shadow-md",
          description: "!text-muted-foreground",
          closeButton: "!top-1/2 !right-2 !left-auto !size-8 !-translate-y-1/2 !border-0 !bg-transparent !text-muted-foreground hover:!bg-muted [&_svg]:!size-4",
          actionButton: "!bg-primary !text-primary-foreground",
          success: "[&_[data-icon]]:!text-success",
          error: "[&_[data-icon]]:!text-destructive",
          warning: "[&_[data-icon]]:!text-warning",
        },
      }}
    />
  );
}
