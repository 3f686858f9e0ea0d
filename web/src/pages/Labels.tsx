// Prints labels of items and locations. The selection, the number of copies and the paper are in the
// URL; the browser prints.
import { useQueries } from "@tanstack/react-query";
import { Printer, X } from "lucide-react";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { usePermission } from "@/auth/permissions";
import { choices } from "@/components/choices";
import { EmptyState } from "@/components/EmptyState";
import { Page } from "@/components/Page";
import { Button } from "@/components/ui/button";
import { Combobox, type Choice } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import { readCount } from "@/lib/number";
import { records } from "@/records";
import { Sheet, papers, type Mark, type Paper } from "./labels/Sheet";

const kinds = ["item", "location"] as const;
type LabelKind = (typeof kinds)[number];

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
  const chosen = useChosen(url);
  const each = Math.min(Math.max(readCount(url.get("each"), 1), 1), most);
  const paper: Paper = url.get("paper") === "roll" ? "roll" : "sheet";
  const mark: Mark = url.get("mark") === "qrcode" ? "qrcode" : "code128";
  const set = (name: string, value: string) => setUrl((now) => (now.set(name, value), now), { replace: true });
  const add = (kind: LabelKind, id: string) => setUrl((now) => (now.getAll(kind).includes(id) ? undefined : now.append(kind, id), now), { replace: true });
  const remove = (kind: LabelKind, id: string) => setUrl((now) => (now.delete(kind, id), now), { replace: true });
  const loaded = chosen.flatMap(({ choice }) => choice ?? []);

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
      {chosen.length > 0 ? <ChosenList chosen={chosen} remove={remove} /> : <EmptyState text={t("labels.none")} />}
      <Sheet choices={loaded.flatMap((choice) => Array.from({ length: each }, () => choice))} paper={paper} mark={mark} />
    </Page>
  );
}

function useChosen(url: URLSearchParams): Chosen[] {
  const requested = kinds.flatMap((kind) => url.getAll(kind).map((id) => ({ kind, id })));
  const answers = useQueries({
    queries: requested.map(({ kind, id }) => ({
      queryKey: ["choice", choices[kind].key, id],
      queryFn: ({ signal }: { signal: AbortSignal }) => choices[kind].get(id, signal),
      staleTime: 60_000,
    })),
  });
  return requested.map((w, i) => ({ ...w, choice: answers[i]?.data }));
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
