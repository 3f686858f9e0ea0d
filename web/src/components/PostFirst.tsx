// What to do about an empty stock or ledger, for those who may.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMayOpen } from "@/app/useMayOpen";
import { button } from "./ui/button";

const to = "/post";

export function PostFirst() {
  const { t } = useTranslation();
  if (!useMayOpen()(to)) return null;
  return (
    <Link to={to} className={button()}>
      {t("stock.post_first")}
    </Link>
  );
}
