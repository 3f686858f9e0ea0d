// Leads to labels to print.
import { Tags } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { button } from "@/components/ui/button";

export function LabelsLink({ to }: { to: string }) {
  const { t } = useTranslation();
  return (
    <Link to={to} className={button({ variant: "outline" })}>
      <Tags aria-hidden />
      {t("masters.labels")}
    </Link>
  );
}
