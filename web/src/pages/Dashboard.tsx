import { useTranslation } from "react-i18next";
import { Page } from "@/components/Page";

export default function Dashboard() {
  const { t } = useTranslation();
  return <Page title={t("dashboard.title")}>{null}</Page>;
}
