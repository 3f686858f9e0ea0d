// Months, open or closed for postings. Closing one closes all before it, reopening one reopens all
// after it; both need a reason.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { invalidate, keys } from "@/api/query";
import { inventoryAPI } from "@/api/services";
import type { OpenMatter, PeriodRow } from "@/api/types";
import { usePermission } from "@/auth/permissions";
import { DataTable } from "@/components/DataTable";
import { DateTime } from "@/components/DateTime";
import { Page } from "@/components/Page";
import { ReasonAction } from "@/components/ReasonAction";
import type { Column } from "@/components/Rows";
import { StateBadge } from "@/components/StateBadge";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { dayBefore, today } from "@/lib/day";
import { formatMonth } from "@/lib/format";
import { toast } from "@/lib/toast";
import { useListView, type ListSource } from "@/lib/useListView";
import { useAuthStore } from "@/stores/authStore";

const source: ListSource = { kind: "periods", path: "/api/inventory/periods", filters: ["state"] };

export default function Periods() {
  const { t } = useTranslation();
  const view = useListView<PeriodRow>(source);
  const columns = useColumns();
  return (
    <Page title={t("periods.title")}>
      <Close />
      <DataTable view={view} columns={columns} label={t("periods.title")} rowKey={({ id }) => id} empty={{ text: t("periods.none") }} />
    </Page>
  );
}

const monthBefore = (day: string): string => dayBefore(`${day.slice(0, 7)}-01`, 1).slice(0, 7);

const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

function Close() {
  const { t } = useTranslation();
  const may = usePermission("period.close");
  const zone = useAuthStore((state) => state.user?.timezone);
  const last = monthBefore(today(zone ?? "UTC")); // the latest month that has ended
  const [typed, setTyped] = useState(last);
  if (!may) return null;
  const month = isMonth(typed) && typed <= last ? formatMonth(typed) : "";
  const close = async (reason: string) => {
    await inventoryAPI.closePeriod(typed, { reason });
    await invalidate("periods");
    toast.success(t("periods.closed", { month }));
    setTyped("");
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="flex flex-col gap-1">
        <Label htmlFor="month">{t("periods.month")}</Label>
        <Input id="month" type="month" max={last} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <ReasonAction
        label={t("periods.close")}
        title={t("periods.close_title", { month })}
        text={t("periods.close_text", { month })}
        isDisabled={!month}
        act={close}
      >
        <AffectedMonths month={typed} change="closes" />
      </ReasonAction>
    </div>
  );
}

function Reopen({ period }: { period: PeriodRow }) {
  const { t } = useTranslation();
  const may = usePermission("period.reopen");
  if (!may || period.state === "open") return null;
  const month = formatMonth(period.id);
  const reopen = async (reason: string) => {
    await inventoryAPI.reopenPeriod(period.id, { reason });
    await invalidate("periods");
    toast.success(t("periods.reopened", { month }));
  };
  return (
    <ReasonAction label={t("periods.reopen")} title={t("periods.reopen_title", { month })} text={t("periods.reopen_text", { month })} act={reopen}>
      <AffectedMonths month={period.id} change="opens" />
    </ReasonAction>
  );
}

/** The other months that are affected, and what is still open in them before closing. */
function AffectedMonths({ month, change }: { month: string; change: "closes" | "opens" }) {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: keys.record("periods", month), queryFn: ({ signal }) => inventoryAPI.getPeriod(month, signal) });
  const others = data?.[change]?.filter((other) => other !== month).map(formatMonth) ?? [];
  const open = change === "closes" ? (data?.open ?? []) : [];
  return (
    <>
      {others.length > 0 && <p>{t(`periods.${change}`, { count: others.length, months: others.join(", ") })}</p>}
      {open.length > 0 && (
        <ul className="list-disc pl-5" aria-label={t("periods.still_open")}>
          {open.map((entry) => (
            <li key={entry.kind}>
              <OpenStock entry={entry} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function OpenStock({ entry: { kind, count, labels } }: { entry: OpenMatter }) {
  const { t } = useTranslation();
  return t(`periods.open.${kind}`, { count, where: (labels ?? []).join(", ") });
}

function useColumns(): Column<PeriodRow>[] {
  return useMemo(
    () => [
      { id: "id", title: "field.period", isSortable: true, onPhone: "title", cell: (row) => formatMonth(row.id) },
      { id: "state", title: "field.state", onPhone: "figure", cell: (row) => <StateBadge state={row.state} /> },
      { id: "reason", title: "field.reason", cell: (row) => row.reason },
      { id: "changed_at", title: "field.changed_at", cell: (row) => row.changed_at && <DateTime at={row.changed_at} /> },
      { id: "action", title: "field.action", onPhone: "title", cell: (row) => <Reopen period={row} /> },
    ],
    [],
  );
}
