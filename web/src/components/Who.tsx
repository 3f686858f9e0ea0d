// By whom: the system itself has no name.
import { useTranslation } from "react-i18next";

export function Who({ name }: { name: string | undefined }) {
  const { t } = useTranslation();
  return name || <span className="text-muted-foreground">{t("masters.system")}</span>;
}
