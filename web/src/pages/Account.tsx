// One's own account: profile, permissions, password, sessions.
import { useTranslation } from "react-i18next";
import type { Me } from "@/api/types";
import { PasswordForm } from "@/auth/PasswordForm";
import { Page } from "@/components/Page";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { useAuthStore } from "@/stores/authStore";
import { Sessions } from "./account/Sessions";
import { PermissionList } from "./users/PermissionList";

export default function Account() {
  const { t } = useTranslation();
  const user = useAuthStore((state) => state.user);
  if (!user) return null;
  return (
    <Page title={t("account.title")}>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Profile user={user} />
        <Card>
          <CardHeader>
            <CardTitle>{t("account.password")}</CardTitle>
          </CardHeader>
          <CardContent>
            <PasswordForm />
          </CardContent>
        </Card>
      </div>
      <Sessions />
    </Page>
  );
}

function Profile({ user }: { user: Me }) {
  const { t } = useTranslation();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("account.who")}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <dt className="text-muted-foreground">{t("field.username")}</dt>
          <dd className="font-medium wrap-anywhere">{user.username}</dd>
          <dt className="text-muted-foreground">{t("field.email")}</dt>
          <dd className="wrap-anywhere">{user.email}</dd>
          <dt className="text-muted-foreground">{t("field.role")}</dt>
          <dd>{t(`word.role.${user.role}`)}</dd>
        </dl>
        <details>
          <summary className="font-medium">{t("account.may", { count: user.permissions.length })}</summary>
          <PermissionList permissions={user.permissions} />
        </details>
        <p className="text-muted-foreground">{t("account.ask")}</p>
      </CardContent>
    </Card>
  );
}
