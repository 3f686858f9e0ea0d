// The main actions of an item: receive or issue it, or whatever else the user may post.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Item, type Movement } from "@/api/types";
import { usePermissionCheck } from "@/auth/permissions";
import { button } from "@/components/ui/button";
import { allowedMovements } from "@/pages/post/movement";

const usual: readonly Movement[] = ["receipt", "issue"];

export function PostLinks({ record }: { record: Item }) {
  const { t } = useTranslation();
  const allowed = allowedMovements(usePermissionCheck());
  const offered = allowed.filter((type) => usual.includes(type));
  return (offered.length > 0 ? offered : allowed.slice(0, 1)).map((type, i) => (
    <Link key={type} to={`/post?${new URLSearchParams({ type, item: record.item_code }).toString()}`} className={button({ variant: i === 0 ? "default" : "outline" })}>
      {t(`items.post.${type}`)}
    </Link>
  ));
}
