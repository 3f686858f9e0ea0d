// The page of a record: heading with actions, fields, tabs, history. ?edit=1 shows its form in place.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { keys } from "@/api/query";
import { useShortcut } from "@/app/shortcuts";
import { useCanOpen } from "@/app/useCanOpen";
import { usePermissionCheck } from "@/auth/permissions";
import { Code } from "@/components/Code";
import { ErrorState } from "@/components/ErrorState";
import { DateTime } from "@/components/DateTime";
import { Page } from "@/components/Page";
import { PageSkeleton } from "@/components/Skeletons";
import { StateBadge } from "@/components/StateBadge";
import { Button, button } from "@/components/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { RecordForm } from "@/forms/RecordForm";
import { toast } from "@/lib/toast";
import { ActiveButton } from "./ActiveButton";
import { Fact, Facts } from "./Facts";
import { History } from "./History";
import type { Master, MasterRecord } from "./master";

interface Props<R extends MasterRecord> {
  of: Master<R>;
  record: R;
}

export function RecordPage<R extends MasterRecord>({ of }: { of: Master<R> }) {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const answer = useQuery({ queryKey: keys.record(of.kind, id), queryFn: ({ signal }) => of.resource.get(id, signal) });
  if (answer.isPending) return <PageSkeleton />;
  if (answer.isError)
    return (
      <Page title={t(of.texts.title)}>
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        <Link to={of.path} className={button({ variant: "outline", className: "self-start" })}>
          {t("masters.to_list", { list: t(of.texts.title) })}
        </Link>
      </Page>
    );
  return <Shown key={id} of={of} record={answer.data} />;
}

function Shown<R extends MasterRecord>({ of, record }: Props<R>) {
  const { t } = useTranslation();
  const can = usePermissionCheck();
  const [url, setUrl] = useSearchParams();
  const mayChange = can(of.needs.change);
  const isEditing = mayChange && url.has("edit");
  const edit = (on: boolean) => {
    setUrl((now) => {
      if (on) now.set("edit", "1");
      else now.delete("edit");
      return now;
    });
  };
  useShortcut("e", "masters.edit", () => edit(true), mayChange && !isEditing);
  const { MainAction } = of;
  return (
    <Page
      title={of.title(record)}
      beside={
        <>
          <Code code={of.code(record)} className="text-muted-foreground" />
          {!record.is_active && <StateBadge state="inactive" />}
        </>
      }
      actions={
        !isEditing && (
          <>
            <ActiveButton of={of} record={record} />
            {mayChange && (
              <Button variant={MainAction ? "outline" : "default"} onClick={() => edit(true)}>
                {t("masters.edit")}
              </Button>
            )}
            {MainAction && <MainAction record={record} />}
          </>
        )
      }
    >
      {isEditing ? <Editing of={of} record={record} onDone={() => edit(false)} /> : <Body of={of} record={record} />}
    </Page>
  );
}

function Editing<R extends MasterRecord>({ of, record, onDone }: Props<R> & { onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <RecordForm
      {...of}
      record={record}
      submit={t("form.save")}
      label={t("masters.edit_one", { what: of.code(record) })}
      onCancel={onDone}
      onSaved={(saved) => {
        toast.success(t("masters.saved", { what: of.code(saved) }));
        onDone();
      }}
    />
  );
}

function Body<R extends MasterRecord>({ of, record }: Props<R>) {
  const { Aside } = of;
  return (
    <>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <RecordFacts of={of} record={record} />
          <RecordLinks of={of} record={record} />
        </div>
        {Aside && <Aside record={record} />}
      </div>
      <RecordTabs of={of} record={record} />
    </>
  );
}

function RecordFacts<R extends MasterRecord>({ of, record }: Props<R>) {
  const { t } = useTranslation();
  const inHeading = of.rows.slice(0, 2).map((row) => row.name);
  return (
    <Facts rows={of.rows} record={record} own={of.facts} without={[...inHeading, ...(of.hiddenFacts ?? [])]}>
      {record.former_codes && record.former_codes.length > 0 && (
        <Fact label={t("field.former_codes")}>
          <span className="font-mono">{record.former_codes.join(", ")}</span>
        </Fact>
      )}
      <Fact label={t("field.updated_at")}>
        <DateTime at={record.updated_at} form="day" />
      </Fact>
    </Facts>
  );
}

function RecordLinks<R extends MasterRecord>({ of, record }: Props<R>) {
  const { t } = useTranslation();
  const canOpen = useCanOpen();
  const links = (of.links ?? []).filter(({ to }) => canOpen(to(record)));
  if (links.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-2" data-print="no">
      {links.map(({ text, to }) => (
        <Link key={text} to={to(record)} className={button({ variant: "outline", size: "sm" })}>
          {t(text)}
        </Link>
      ))}
    </p>
  );
}

function RecordTabs<R extends MasterRecord>({ of, record }: Props<R>) {
  const { t } = useTranslation();
  const can = usePermissionCheck();
  const [url, setUrl] = useSearchParams();
  const own = (of.tabs ?? []).filter(({ needs }) => can(needs));
  const names = [...own.map(({ name }) => name), ...(can("audit.read_business") ? ["history"] : [])];
  const shown = names.find((name) => name === url.get("tab")) ?? names[0];
  if (shown === undefined) return null;
  const choose = (name: string) => {
    setUrl(
      (now) => {
        now.set("tab", name);
        return now;
      },
      { replace: true, preventScrollReset: true },
    );
  };
  return (
    <Tabs value={shown} onValueChange={choose}>
      <TabsList>
        {own.map(({ name, title }) => (
          <TabsTrigger key={name} value={name}>
            {t(title)}
          </TabsTrigger>
        ))}
        {names.includes("history") && <TabsTrigger value="history">{t("masters.history")}</TabsTrigger>}
      </TabsList>
      {own.map(({ name, Content }) => (
        <TabsContent key={name} value={name}>
          <Content record={record} />
        </TabsContent>
      ))}
      <TabsContent value="history">
        <History name={of.name} id={record.id} rows={of.rows} />
      </TabsContent>
    </Tabs>
  );
}
