// Table elements in the app's style.
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** Wide tables scroll by themselves, also by keyboard; the page never scrolls sideways. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return <table data-slot="table" className={cn("w-full border-collapse text-left", className)} {...props} />;
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead data-slot="table-header" className={cn("text-muted-foreground", className)} {...props} />;
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody data-slot="table-body" {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr data-slot="table-row" className={cn("h-12 border-b last:border-b-0 sm:h-9", className)} {...props} />;
}

export function TableHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th data-slot="table-head" scope="col" className={cn("px-2 py-1 align-middle not-card:first:pl-3 not-card:last:pr-3 font-medium whitespace-nowrap", className)} {...props} />
  );
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return <td data-slot="table-cell" className={cn("px-2 py-1 align-middle not-card:first:pl-3 not-card:last:pr-3", className)} {...props} />;
}
