// The frame of a page: its heading, which is also the window title and gets the focus after a
// navigation, and its actions.
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

interface Props {
  title: string;
  /** Next to the heading: state, code. */
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, beside, actions, children }: Props) {
  const { t } = useTranslation();
  const heading = useHeadingFocus();
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title, t]);
  return (
    <div className="mx-auto flex max-w-[100rem] flex-col gap-4">
      <header className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 ref={heading} tabIndex={-1} className="min-w-0 text-xl font-semibold wrap-anywhere">
          {title}
        </h1>
        {beside}
        {actions && (
          <div data-print="no" className="ml-auto flex flex-wrap items-center gap-2">
            {actions}
          </div>
        )}
      </header>
      {children}
    </div>
  );
}

const isTypedIn = (at: Element | null): boolean => at instanceof HTMLInputElement && at.value !== "";

/** Focuses the heading after a navigation, unless the page put the focus elsewhere
 * or the user is already typing. */
function useHeadingFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, pathname } = useLocation();
  const isFirst = key === "default";
  useEffect(() => {
    const at = document.activeElement;
    const isElsewhere = document.getElementById("main")?.contains(at) || isTypedIn(at);
    if (!isFirst && !isElsewhere) heading.current?.focus({ preventScroll: true });
  }, [isFirst, pathname]);
  return heading;
}
