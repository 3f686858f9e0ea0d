// The menu of the signed-in user. Uses the browser's popover, which needs no library.
import { CircleUser, LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { signOut } from "@/auth/session";
import { Button } from "@/components/ui/button";
import { useAuthStore } from "@/stores/authStore";
import { pages } from "./pages";

const id = "user-menu";
const entry = "flex min-h-11 w-full items-center gap-2 rounded-sm px-2 hover:bg-muted sm:min-h-8 [&_svg]:size-4";

function close(): void {
  document.getElementById(id)?.hidePopover();
}

export function UserMenu() {
  const { t } = useTranslation();
  const user = useAuthStore((state) => state.user);
  if (!user) return null;
  return (
    <>
      <Button variant="ghost" popoverTarget={id} aria-label={t("frame.user_menu", { name: user.username })} className="max-w-40 max-sm:w-11 max-sm:px-0">
        <CircleUser aria-hidden />
        <span className="hidden truncate sm:inline">{user.username}</span>
      </Button>
      <div id={id} popover="auto" className="fixed inset-auto top-13 right-3 m-0 min-w-52 rounded-md border bg-popover p-1 text-popover-foreground shadow-md md:right-6">
        <p className="border-b px-2 py-1.5 text-muted-foreground">
          {user.username} · {t(`word.role.${user.role}`)}
        </p>
        <ul className="pt-1">
          {pages
            .filter((row) => row.inUserMenu)
            .map(({ path, title, icon: Icon }) => (
              <li key={path}>
                <NavLink to={path} className={entry} onClick={close}>
                  {Icon && <Icon aria-hidden />}
                  {t(title)}
                </NavLink>
              </li>
            ))}
          <li>
            <button type="button" className={entry} onClick={() => void signOut()}>
              <LogOut aria-hidden />
              {t("frame.sign_out")}
            </button>
          </li>
        </ul>
      </div>
    </>
  );
}
