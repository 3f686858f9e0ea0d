// Renders its children with any of the permissions; otherwise names what is missing.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Permission } from "@/api/types";
import { usePermissionCheck } from "@/auth/permissions";
import { Page } from "@/components/Page";
import { button } from "@/components/ui/button";
import { Link } from "react-router";

export function RequirePermission({ needs, children }: { needs?: readonly Permission[]; children: ReactNode }) {
  const can = usePermissionCheck();
  return !needs || needs.some(can) ? children : <MissingPermission needs={needs} />;
}

function MissingPermission({ needs }: { needs: readonly Permission[] }) {
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
