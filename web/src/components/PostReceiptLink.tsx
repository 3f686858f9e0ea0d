// Link to the Post screen for an empty stock or ledger; hidden without permission.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCanOpen } from "@/app/useCanOpen";
import { button } from "./ui/button";

const to = "/post";

export function PostReceiptLink() {
  const { t } = useTranslation();
  if (!useCanOpen()(to)) return null;
  return (
    <Link to={to} className={button()}>
      {t("stock.post_first")}
    </Link>
  );
}
