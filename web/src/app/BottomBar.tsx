// The navigation bar of a phone: the most used pages, scan, and a button for all others.
import { Menu, ScanLine } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useShownPages } from "./useShownPages";

const NavigationSheet = lazy(() => import("./NavigationSheet"));
const CameraSheet = lazy(() => import("./CameraSheet"));

const cell =
  "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-sm text-muted-foreground aria-[current=page]:font-medium aria-[current=page]:text-primary [&_svg]:size-5";

export function BottomBar() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [isScanning, setScanning] = useState(false);
  const stop = useCallback(() => setScanning(false), []);
  const rows = useShownPages().filter((row) => row.onPhone);
  return (
    <nav
      aria-label={t("frame.quick_navigation")}
      data-print="no"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-background pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {rows.map(({ path, title, icon: Icon }) => (
        <NavLink key={path} to={path} end={path === "/"} className={cell}>
          {Icon && <Icon aria-hidden />}
          {t(title)}
        </NavLink>
      ))}
      <button type="button" className={cell} aria-haspopup="dialog" onClick={() => setScanning(true)}>
        <ScanLine aria-hidden />
        {t("frame.scan")}
      </button>
      <button
        type="button"
        className={cell}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        <Menu aria-hidden />
        {t("frame.more")}
      </button>
      <Suspense>{open && <NavigationSheet onOpenChange={setOpen} />}</Suspense>
      <Suspense>{isScanning && <CameraSheet onClose={stop} />}</Suspense>
    </nav>
  );
}
