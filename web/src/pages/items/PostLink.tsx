// The main action of an item: open the Post screen with it.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCanOpen } from "@/app/useCanOpen";
import type { Item } from "@/api/types";
import { button } from "@/components/ui/button";

export function PostLink({ record }: { record: Item }) {
  const { t } = useTranslation();
  const to = `/post?${new URLSearchParams({ item: record.item_code }).toString()}`;
  if (!useCanOpen()(to)) return null;
  return (
    <Link to={to} className={button()}>
      {t("items.post")}
    </Link>
  );
}
