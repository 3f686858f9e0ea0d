// What is mostly done with an item: post it.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Item, Permission } from "@/api/types";
import { useCan } from "@/auth/may";
import { button } from "@/components/ui/button";

const posts: readonly Permission[] = ["stock.issue", "receipt.post", "stock.return", "stock.transfer", "stock.adjust", "stock.opening"];

export function PostLink({ record }: { record: Item }) {
  const { t } = useTranslation();
  if (!posts.some(useCan())) return null;
  return (
    <Link to={`/post?${new URLSearchParams({ item: record.item_code }).toString()}`} className={button()}>
      {t("items.post")}
    </Link>
  );
}
