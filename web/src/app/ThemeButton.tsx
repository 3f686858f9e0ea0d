// Cycles through the themes: system, light, dark.
import { Moon, Sun, SunMoon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useRemembered } from "@/lib/remembered";
import { theme, themes } from "./theme";

const icons = { system: SunMoon, light: Sun, dark: Moon };

export function ThemeButton() {
  const { t } = useTranslation();
  const [chosen, choose] = useRemembered(theme);
  const Icon = icons[chosen];
  const label = t("frame.theme", { chosen: t(`frame.theme_${chosen}`) });
  const next = themes[(themes.indexOf(chosen) + 1) % themes.length] ?? "system";
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={label}
      title={label}
      onClick={() => {
        choose(next);
      }}
    >
      <Icon aria-hidden />
    </Button>
  );
}
