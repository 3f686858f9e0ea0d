// The user who did something; without one, the system did it.
import { useTranslation } from "react-i18next";

export function UserName({ name }: { name: string | undefined }) {
  const { t } = useTranslation();
  return name || <span className="whitespace-nowrap text-muted-foreground">{t("masters.system")}</span>;
}
