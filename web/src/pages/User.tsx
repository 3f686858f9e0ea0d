// One user: account data, role and permissions, and what an admin can do.
import { useQuery } from "@tanstack/react-query";
import { LogOut, RotateCcw, UserX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { invalidate, keys, queryClient } from "@/api/query";
import { usersAPI } from "@/api/services";
import type { User } from "@/api/types";
import { registerRequestCreate, userUpdate } from "@/api/zod";
import { reloadMe } from "@/auth/session";
import { ConfirmAction } from "@/components/ConfirmAction";
import { ErrorState } from "@/components/ErrorState";
import { DateTime } from "@/components/DateTime";
import { Page } from "@/components/Page";
import { FactsSkeleton } from "@/components/Skeletons";
import { StateBadge } from "@/components/StateBadge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { RecordForm } from "@/forms/RecordForm";
import { toast } from "@/lib/toast";
import { useAuthStore } from "@/stores/authStore";
import { ResetPassword } from "./users/ResetPassword";
import { userRows } from "./users/rows";

export default function UserPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const answer = useQuery({ queryKey: keys.record("users", id), queryFn: ({ signal }) => usersAPI.get(id, signal) });
  if (answer.isError)
    return (
      <Page title={t("users.one")}>
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      </Page>
    );
  if (answer.isPending)
    return (
      <Page title={t("users.one")}>
        <FactsSkeleton />
      </Page>
    );
  return <UserDetails key={id} user={answer.data} />;
}

function UserDetails({ user }: { user: User }) {
  const { t } = useTranslation();
  const isMe = useAuthStore((state) => state.user?.id === user.id);
  // The form keeps the version it was opened with, and is remounted after saving.
  const [formKey, setFormKey] = useState(0);
  return (
    <Page title={user.username} beside={<StateBadge state={user.is_active ? "active" : "inactive"} />}>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <RecordForm
          key={formKey}
          kind="users"
          resource={usersAPI}
          rows={userRows}
          schemas={{ create: registerRequestCreate, update: userUpdate }}
          record={user}
          label={t("users.one")}
          submit={t("form.save")}
          onSaved={(saved) => {
            queryClient.setQueryData(keys.record("users", saved.id), saved);
            setFormKey(formKey + 1);
            toast.success(t("users.saved", { name: saved.username }));
            if (isMe) void reloadMe();
          }}
        />
        <Actions user={user} />
      </div>
    </Page>
  );
}

function Actions({ user }: { user: User }) {
  const { t } = useTranslation();
  const name = user.username;
  const act = (work: () => Promise<unknown>, message: string) => async () => {
    await work();
    await invalidate("users", "audit");
    toast.success(message);
  };
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("users.account")}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col items-stretch gap-3">
        <p className="text-muted-foreground">
          {t("field.created_at")} <DateTime at={user.created_at} />
          {user.must_change_password && <> · {t("users.must_change")}</>}
        </p>
        {user.is_active && <ResetPassword user={user} />}
        {user.is_active && (
          <ConfirmAction
            label={t("users.end_sessions")}
            icon={<LogOut aria-hidden />}
            title={t("users.end_sessions_ask", { name })}
            text={t("users.end_sessions_text")}
            act={act(() => usersAPI.endSessions(user), t("users.sessions_ended", { name }))}
          />
        )}
        {user.is_active ? (
          <ConfirmAction
            label={t("users.deactivate")}
            icon={<UserX aria-hidden />}
            title={t("users.deactivate_ask", { name })}
            text={t("users.deactivate_text")}
            isDestructive
            act={act(() => usersAPI.deactivate(user), t("users.deactivated", { name }))}
          />
        ) : (
          <ConfirmAction
            label={t("users.restore")}
            icon={<RotateCcw aria-hidden />}
            title={t("users.restore_ask", { name })}
            text={t("users.restore_text")}
            act={act(() => usersAPI.restore(user), t("users.restored", { name }))}
          />
        )}
      </CardContent>
    </Card>
  );
}
