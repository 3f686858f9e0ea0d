// One's own sessions; each can be ended, and all others at once.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toApiError } from "@/api/errors";
import { invalidate, keys } from "@/api/query";
import { authAPI } from "@/api/services";
import type { Session } from "@/api/types";
import { ErrorState } from "@/components/ErrorState";
import { DateTime } from "@/components/DateTime";
import { RowsSkeleton } from "@/components/Skeletons";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { toast } from "@/lib/toast";
import { deviceName } from "./device";

/** The current session first, then by last use. */
function byUse(a: Session, b: Session): number {
  if (a.current !== b.current) return a.current ? -1 : 1;
  return b.rotated_at.localeCompare(a.rotated_at);
}

export function Sessions() {
  const { t } = useTranslation();
  const answer = useQuery({ queryKey: keys.list("sessions"), queryFn: () => authAPI.getSessions() });
  const [isBusy, setBusy] = useState(false);
  const sessions = [...(answer.data?.rows ?? [])].sort(byUse);
  const others = sessions.filter((session) => !session.current);

  const end = async (sessions: readonly Session[]) => {
    setBusy(true);
    try {
      for (const { id } of sessions) await authAPI.endSession(id);
      toast.success(t("account.ended", { count: sessions.length }));
    } catch (thrown) {
      toast.error(toApiError(thrown).message);
    } finally {
      setBusy(false);
      await invalidate("sessions");
    }
  };

  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("account.sessions")}</CardTitle>
        {others.length > 1 && (
          <Button variant="outline" size="sm" disabled={isBusy} onClick={() => void end(others)}>
            {t("account.end_others")}
          </Button>
        )}
      </CardHeader>
      {answer.isPending ? (
        <RowsSkeleton rows={2} />
      ) : (
        <ul className="divide-y">
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} isBusy={isBusy} onEnd={() => void end([session])} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function SessionRow({ session, isBusy, onEnd }: { session: Session; isBusy: boolean; onEnd: () => void }) {
  const { t } = useTranslation();
  const device = deviceName(session.user_agent) ?? t("account.unknown_device");
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span title={session.user_agent}>{device}</span>
          {session.current && <Badge variant="primary">{t("account.this_one")}</Badge>}
        </p>
        <p className="text-muted-foreground">
          {session.address && <>{t("account.from", { address: session.address })} · </>}
          {t("account.last_used")} <DateTime at={session.rotated_at} /> · {t("account.signed_in")} <DateTime at={session.created_at} form="day" />
        </p>
      </div>
      {!session.current && (
        <Button variant="outline" size="sm" disabled={isBusy} aria-label={t("account.end_named", { device })} onClick={onEnd}>
          {t("account.end")}
        </Button>
      )}
    </li>
  );
}
