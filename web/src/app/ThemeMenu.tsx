import { Moon, Sun, SunMoon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { useRemembered } from "@/lib/remembered";
import { theme, themes, type Theme } from "./theme";

const icons = { system: SunMoon, light: Sun, dark: Moon };

export function ThemeMenu() {
  const { t } = useTranslation();
  const [chosen, choose] = useRemembered(theme);
  const Icon = icons[chosen];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={t("frame.theme")}>
          <Icon aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuRadioGroup
          value={chosen}
          onValueChange={(value) => {
            choose(value as Theme);
          }}
        >
          {themes.map((one) => {
            const ItemIcon = icons[one];
            return (
              <DropdownMenuRadioItem key={one} value={one}>
                <ItemIcon aria-hidden />
                {t(`frame.theme_${one}`)}
              </DropdownMenuRadioItem>
            );
          })}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
