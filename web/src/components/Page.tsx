// A page: its one heading, which is also the title of the window and gets the focus on
// navigation, and its actions.
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

interface Props {
  title: string;
  /** Beside the heading: the state, the code. */
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

/** After a navigation the heading is where reading begins, unless the page put the focus elsewhere
 * or the next words are typed already. */
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
