import { CircleUser, LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { signOut } from "@/auth/session";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { useAuthStore } from "@/stores/authStore";
import { pages } from "./pages";

export function UserMenu() {
  const { t } = useTranslation();
  const user = useAuthStore((state) => state.user);
  if (!user) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" aria-label={t("frame.user_menu", { name: user.username })} className="max-w-40">
          <CircleUser aria-hidden />
          <span className="hidden truncate sm:inline">{user.username}</span>
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>
          {user.username} · {t(`word.role.${user.role}`)}
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        {pages
          .filter((row) => row.inUserMenu)
          .map(({ path, title, icon: Icon }) => (
            <DropdownMenuItem key={path} asChild>
              <Link to={path}>
                {Icon && <Icon aria-hidden />}
                {t(title)}
              </Link>
            </DropdownMenuItem>
          ))}
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOut aria-hidden />
          {t("frame.sign_out")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
