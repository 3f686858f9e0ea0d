// Shown for a path without a page.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Page } from "@/components/Page";
import { button } from "@/components/ui/button";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t("frame.not_found")}>
      <p>{t("frame.not_found_text")}</p>
      <p>
        <Link to="/" className={button({ variant: "outline" })}>
          {t("frame.to_start")}
        </Link>
      </p>
    </Page>
  );
}
