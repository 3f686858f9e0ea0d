// Its children for those who may; for others what they lack, and who can give it.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Permission } from "@/api/types";
import { useCan } from "@/auth/may";
import { Page } from "@/components/Page";
import { button } from "@/components/ui/button";
import { Link } from "react-router";

export function Allowed({ needs, children }: { needs?: readonly Permission[]; children: ReactNode }) {
  const can = useCan();
  return !needs || needs.some(can) ? children : <NoRight needs={needs} />;
}

function NoRight({ needs }: { needs: readonly Permission[] }) {
  const { t } = useTranslation();
  return (
    <Page title={t("frame.no_right")}>
      <p className="max-w-prose">{t("frame.no_right_text", { count: needs.length })}</p>
      <ul className="flex max-w-prose list-disc flex-col gap-1 pl-5">
        {needs.map((permission) => (
          <li key={permission}>
            <span className="font-mono">{permission}</span>: {t(`word.permission.${permission}`)}
          </li>
        ))}
      </ul>
      <p>
        <Link to="/" className={button({ variant: "outline" })}>
          {t("frame.to_start")}
        </Link>
      </p>
    </Page>
  );
}
