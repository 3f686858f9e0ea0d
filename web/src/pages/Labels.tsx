// Prints labels of items and locations: of single ones, and of all that a list has. What is chosen, the
// number of copies and the paper are in the URL; the browser prints.
import { useQueries, useQuery } from "@tanstack/react-query";
import { Printer, X } from "lucide-react";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { usePermission } from "@/auth/permissions";
import { choices } from "@/components/choices";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { Button } from "@/components/ui/button";
import { Combobox, type Choice } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import { readCount } from "@/lib/number";
import { records } from "@/records";
import { labelKinds, labelsOf, listParam, type LabelKind } from "./labels/list";
import { Sheet, papers, type Mark, type Paper } from "./labels/Sheet";

interface Chosen {
  kind: LabelKind;
  id: string;
  choice?: Choice | undefined;
}

/** The most copies of a label. */
const most = 500;

export default function Labels() {
  const { t } = useTranslation();
  const [url, setUrl] = useSearchParams();
  const single = useChosen(url);
  const listed = useListed(url);
  const isWhole = labelKinds.some((kind) => url.has(listParam[kind]));
  const each = Math.min(Math.max(readCount(url.get("each"), 1), 1), most);
  const paper: Paper = url.get("paper") === "roll" ? "roll" : "sheet";
  const mark: Mark = url.get("mark") === "qrcode" ? "qrcode" : "code128";
  const set = (name: string, value: string) => setUrl((now) => (now.set(name, value), now), { replace: true });
  const add = (kind: LabelKind, id: string) => setUrl((now) => (now.getAll(kind).includes(id) ? undefined : now.append(kind, id), now), { replace: true });
  const remove = (kind: LabelKind, id: string) => setUrl((now) => (now.delete(kind, id), now), { replace: true });
  const removeLists = () => setUrl((now) => (labelKinds.forEach((kind) => now.delete(listParam[kind])), now), { replace: true });
  const loaded = [...single.flatMap(({ choice }) => choice ?? []), ...(listed.data?.choices ?? [])];

  return (
    <Page
      title={t("labels.title")}
      actions={
        <Button disabled={loaded.length === 0} onClick={() => window.print()}>
          <Printer aria-hidden />
          {t("labels.print", { count: loaded.length * each })}
        </Button>
      }
    >
      <div data-print="no" className="grid gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_8rem_minmax(16rem,1fr)_12rem]">
        <Adder kind="item" add={add} />
        <Adder kind="location" add={add} />
        <Control label={t("labels.each")}>
          {(id) => <Input id={id} inputMode="numeric" value={url.get("each") ?? "1"} onChange={(event) => set("each", event.target.value.replace(/\D/g, ""))} />}
        </Control>
        <Control label={t("labels.paper")}>
          {(id) => (
            <Select id={id} value={paper} onChange={(event) => set("paper", event.target.value)}>
              {Object.keys(papers).map((name) => (
                <option key={name} value={name}>
                  {t(`labels.on_${name as Paper}`)}
                </option>
              ))}
            </Select>
          )}
        </Control>
        <Control label={t("labels.mark")}>
          {(id) => (
            <Select id={id} value={mark} onChange={(event) => set("mark", event.target.value)}>
              <option value="code128">{t("labels.as_code128")}</option>
              <option value="qrcode">{t("labels.as_qrcode")}</option>
            </Select>
          )}
        </Control>
      </div>
      {single.length > 0 && <ChosenList chosen={single} remove={remove} />}
      {single.length === 0 && !isWhole && <EmptyState text={t("labels.none")} />}
      {listed.isError && <ErrorState error={listed.error} onRetry={() => void listed.refetch()} />}
      {listed.data && (
        <p data-print="no" className="flex flex-wrap items-center gap-3">
          {t(listed.data.isCut ? "labels.list_cut" : "labels.list", { count: listed.data.choices.length })}
          <Button variant="outline" onClick={removeLists}>
            {t("labels.leave_list")}
          </Button>
        </p>
      )}
      <Sheet choices={loaded.flatMap((choice) => Array.from({ length: each }, () => choice))} paper={paper} mark={mark} />
    </Page>
  );
}

function useChosen(url: URLSearchParams): Chosen[] {
  const requested = labelKinds.flatMap((kind) => url.getAll(kind).map((id) => ({ kind, id })));
  const answers = useQueries({
    queries: requested.map(({ kind, id }) => ({
      queryKey: ["choice", choices[kind].key, id],
      queryFn: ({ signal }: { signal: AbortSignal }) => choices[kind].get(id, signal),
      staleTime: 60_000,
    })),
  });
  return requested.map((w, i) => ({ ...w, choice: answers[i]?.data }));
}

/** All that the lists in the URL have. */
function useListed(url: URLSearchParams) {
  const lists = labelKinds.flatMap((kind) => {
    const query = url.get(listParam[kind]);
    return query === null ? [] : [{ kind, query }];
  });
  return useQuery({
    queryKey: ["labels", lists],
    queryFn: async ({ signal }) => {
      const all = await Promise.all(lists.map(({ kind, query }) => labelsOf(kind, query, signal)));
      return { choices: all.flatMap(({ choices }) => choices), isCut: all.some(({ isCut }) => isCut) };
    },
    enabled: lists.length > 0,
  });
}

function Control({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Label htmlFor={id}>{label}</Label>
      {children(id)}
    </div>
  );
}

/** Adds a choice to the list below and clears itself. */
function Adder({ kind, add }: { kind: LabelKind; add: (kind: LabelKind, id: string) => void }) {
  const { t } = useTranslation();
  const mayRead = usePermission(records[kind].needs.read);
  if (!mayRead) return null;
  return (
    <Control label={t(`labels.add_${kind}`)}>
      {(id) => <Combobox id={id} offersCreate={false} source={choices[kind]} value={undefined} onChange={(value) => value && add(kind, value)} />}
    </Control>
  );
}

function ChosenList({ chosen, remove }: { chosen: Chosen[]; remove: (kind: LabelKind, id: string) => void }) {
  const { t } = useTranslation();
  return (
    <ul data-print="no" aria-label={t("labels.chosen")} className="flex flex-wrap gap-2">
      {chosen.map(({ kind, id, choice }) => (
        <li key={kind + id} className={cn("flex items-center gap-1 rounded-md border pl-2", !choice && "text-muted-foreground")}>
          <span className="font-mono">{choice?.code ?? id}</span>
          <Button variant="ghost" size="icon" aria-label={t("labels.remove", { code: choice?.code ?? id })} onClick={() => remove(kind, id)}>
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}
