// The frame around every page: navigation, search field, shortcuts, user menu.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration } from "react-router";
import { BottomBar } from "./BottomBar";
import { Navigation } from "./Navigation";
import { Offline } from "./Offline";
import { SearchField } from "./SearchField";
import { ShortcutsButton } from "./ShortcutsButton";
import { ThemeButton } from "./ThemeButton";
import { UserMenu } from "./UserMenu";
import { press } from "./shortcuts";
import { useGoToKeys } from "./useGoToKeys";
import { useScanner } from "./useScanner";

export function Frame() {
  const { t } = useTranslation();
  useGoToKeys();
  useScanner();
  useEffect(() => {
    document.addEventListener("keydown", press);
    return () => {
      document.removeEventListener("keydown", press);
    };
  }, []);

  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13rem_minmax(0,1fr)] print:block">
      <a href="#main" className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-primary focus:px-3 focus:py-2 focus:text-primary-foreground">
        {t("frame.skip")}
      </a>
      <aside data-print="no" aria-label={t("app.name")} className="sticky top-0 hidden h-dvh flex-col overflow-y-auto border-r bg-sidebar p-2 md:flex">
        <p className="px-2 py-3 text-base font-semibold">{t("app.name")}</p>
        <Navigation />
      </aside>
      <div className="flex min-w-0 flex-col">
        <header data-print="no" className="sticky top-0 z-30 flex min-h-14 items-center gap-1 border-b bg-background px-3 py-1 md:px-6">
          <SearchField />
          <div className="ml-auto flex items-center gap-1">
            <ShortcutsButton />
            <ThemeButton />
            <UserMenu />
          </div>
        </header>
        <Offline />
        <main id="main" tabIndex={-1} className="flex-1 p-3 pb-24 outline-none md:p-6 print:p-0">
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <ScrollRestoration />
    </div>
  );
}
