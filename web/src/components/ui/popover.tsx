// Content below an element, or above it where there is more room, as wide as it. The browser's popover
// puts it over everything else.
import { Slot } from "radix-ui";
import { createContext, use, useLayoutEffect, useRef, type ComponentProps, type ReactNode, type RefObject } from "react";
import { cn } from "@/lib/cn";

const Anchor = createContext<{ open: boolean; anchor: RefObject<HTMLElement | null> } | null>(null);

function useAnchor() {
  const found = use(Anchor);
  if (!found) throw new Error("outside of a Popover");
  return found;
}

export function Popover({ open, children }: { open: boolean; children: ReactNode }) {
  const anchor = useRef<HTMLElement>(null);
  return <Anchor value={{ open, anchor }}>{children}</Anchor>;
}

/** The child is what the content stands at. */
export function PopoverAnchor({ children }: { children: ReactNode }) {
  const { anchor } = useAnchor();
  return <Slot.Root ref={anchor}>{children}</Slot.Root>;
}

const gap = 4;
const edge = 8;
/** With less room below, it goes above if there is more. */
const enough = 240;

function place(content: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = window.visualViewport ?? { width: window.innerWidth, height: window.innerHeight }; // without the keyboard of a phone
  const below = height - at.bottom - gap - edge;
  const above = at.top - gap - edge;
  const isAbove = below < enough && above > below;
  const { style } = content;
  style.setProperty("--anchor-width", `${at.width}px`);
  style.setProperty("--available-height", `${isAbove ? above : below}px`);
  style.top = isAbove ? "auto" : `${at.bottom + gap}px`;
  style.bottom = isAbove ? `${window.innerHeight - at.top + gap}px` : "auto";
  style.left = `${Math.max(edge, Math.min(at.left, width - content.offsetWidth - edge))}px`;
}

export function PopoverContent(props: ComponentProps<"div">) {
  return useAnchor().open ? <Content {...props} /> : null;
}

function Content({ className, ...props }: ComponentProps<"div">) {
  const { anchor } = useAnchor();
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const moved = () => {
      if (content.current && anchor.current) place(content.current, anchor.current);
    };
    content.current?.showPopover();
    moved();
    window.addEventListener("scroll", moved, true);
    window.addEventListener("resize", moved);
    window.visualViewport?.addEventListener("resize", moved);
    return () => {
      window.removeEventListener("scroll", moved, true);
      window.removeEventListener("resize", moved);
      window.visualViewport?.removeEventListener("resize", moved);
    };
  }, [anchor]);
  return (
    <div
      ref={content}
      popover="manual"
      data-slot="popover-content"
      className={cn("fixed inset-auto m-0 max-w-[calc(100vw-1rem)] rounded-md border bg-popover text-popover-foreground shadow-md", className)}
      {...props}
    />
  );
}
