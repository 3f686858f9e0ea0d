// The fields shared by all lines: kind of posting, locations, parties, date, reference.
import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/query";
import { mastersAPI } from "@/api/services";
import { movementNames, type Movement } from "@/api/types";
import { usePermissionCheck } from "@/auth/permissions";
import { choices } from "@/components/choices";
import { Button } from "@/components/ui/button";
import { Combobox, type Choice, type ChoiceSource } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { dayBefore, today } from "@/lib/day";
import { cn } from "@/lib/cn";
import { focusable } from "@/lib/focusable";
import { formatDay } from "@/lib/format";
import { focusScan, headId, kindId } from "./focus";
import type { Change, Grid, HeadField, Named } from "./grid";
import { allowedMovements, kinds } from "./movement";

interface Props {
  grid: Grid;
  change: (c: Change) => void;
  zone: string;
  disabled: boolean;
}

/** Days back that need no permission. */
const freeDays = 7;

/** Two in a row on a phone; otherwise each takes its share, and the last fills the row. */
const shapes = {
  short: "basis-[calc(50%-0.375rem)] sm:basis-40",
  usual: "basis-[calc(50%-0.375rem)] sm:basis-52",
  long: "basis-[calc(50%-0.375rem)] sm:basis-52 sm:grow-2",
};
const field = (shape: keyof typeof shapes = "usual") => cn("flex min-w-0 grow flex-col gap-1", shapes[shape]);

export function Head(props: Props) {
  const { grid, disabled } = props;
  const parties = kinds[grid.head.type].parties;
  const isMove = parties.includes("to");
  const at = <PickField {...props} name="at" source={choices.location} />;
  return (
    <fieldset ref={focusable(headId)} disabled={disabled} className="flex min-w-0 flex-wrap gap-3">
      <KindField {...props} />
      {isMove && at}
      {isMove && <PickField {...props} name="to" source={choices.location} />}
      {parties.includes("reason") && <ReasonField {...props} />}
      <Folded grid={grid}>
        {!isMove && at}
        {parties.includes("issuedTo") && <PickField {...props} name="issuedTo" source={choices.recipient} />}
        {parties.includes("chargeTo") && <PickField {...props} name="chargeTo" source={choices.recipient} />}
        {parties.includes("supplier") && <SupplierField {...props} />}
        {grid.correcting ? <WhyField {...props} /> : <DocumentFields {...props} />}
      </Folded>
    </fieldset>
  );
}

/** On a phone the fields that may stay as they are come folded, with their values; a fault unfolds them. */
function Folded({ grid, children }: { grid: Grid; children: ReactNode }) {
  const { t } = useTranslation();
  const id = useId();
  const [isOpen, setOpen] = useState(grid.correcting !== undefined);
  const { head, faults, texts = {} } = grid;
  const needsLook = [...Object.values(faults), ...Object.values(texts)].some(Boolean);
  if (needsLook && !isOpen) setOpen(true);
  const values = [head.at?.code ?? t("post.usual_place"), head.issuedTo?.code, head.chargeTo?.code, head.supplier?.code, head.date && formatDay(head.date), head.reference, head.remarks];
  return (
    <>
      <Button variant="outline" className="basis-full justify-start sm:hidden" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        <ChevronDown aria-hidden className={cn(isOpen && "rotate-180")} />
        <span className="truncate">{isOpen ? t("post.fold") : values.filter(Boolean).join(" · ")}</span>
      </Button>
      <div id={id} className={cn("contents", !isOpen && "max-sm:hidden")}>
        {children}
      </div>
    </>
  );
}

interface FieldProps {
  label: string;
  fault: string | undefined;
  shape?: keyof typeof shapes;
  children: (control: { id: string; "aria-invalid"?: true; "aria-describedby"?: string }) => ReactNode;
}

function Field({ label, fault, shape, children }: FieldProps) {
  const id = useId();
  return (
    <div className={field(shape)}>
      <Label htmlFor={id}>{label}</Label>
      {children({ id, ...(fault && { "aria-invalid": true, "aria-describedby": `${id}-fault` }) })}
      {fault && (
        <p id={`${id}-fault`} className="text-destructive">
          {fault}
        </p>
      )}
    </div>
  );
}

function KindField({ grid, change }: Props) {
  const { t } = useTranslation();
  const allowed = allowedMovements(usePermissionCheck());
  const type = grid.head.type;
  const choose = (name: string) => {
    const movement = movementNames.find((m) => m === name);
    if (movement) change({ do: "head", patch: { type: movement } });
  };
  return (
    <div className={field("short")}>
      <Label htmlFor={kindId}>{t("post.kind")}</Label>
      <Select
        ref={focusable(kindId)}
        id={kindId}
        value={type}
        disabled={grid.correcting !== undefined}
        aria-keyshortcuts="F2"
        onChange={(event) => choose(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey) return;
          event.preventDefault();
          focusScan();
        }}
      >
        {[...new Set<Movement>([...allowed, type])].map((m) => (
          <option key={m} value={m}>
            {t(`word.movement.${m}`)}
          </option>
        ))}
      </Select>
    </div>
  );
}

const labels = {
  at: "post.at", to: "post.to", issuedTo: "field.issued_to", chargeTo: "field.charge_to", supplier: "field.supplier_id",
} as const satisfies Partial<Record<HeadField, string>>;

function PickField({ grid, change, name, source }: Props & { name: keyof typeof labels; source: ChoiceSource }) {
  const { t } = useTranslation();
  const isFrom = name === "at" && grid.head.type === "transfer";
  const load = (_: string | undefined, c?: Choice) => {
    const named: Named | undefined = c && { id: c.value, code: c.code, name: c.name ?? "" };
    change({ do: "head", patch: { [name]: named } });
  };
  return (
    <Field label={t(isFrom ? "post.from" : labels[name])} fault={grid.faults[name]}>
      {(control) => (
        <Combobox
          {...control}
          source={source}
          value={grid.head[name]?.id}
          onChange={load}
          text={grid.texts?.[name]}
          onText={(text) => change({ do: "text", field: name, text })}
          placeholder={name === "at" ? (grid.only?.code ?? t("post.usual_place")) : undefined}
        />
      )}
    </Field>
  );
}

/** Needs the permission to read suppliers. */
function SupplierField(props: Props) {
  return usePermissionCheck()("supplier.read") ? <PickField {...props} name="supplier" source={choices.supplier} /> : null;
}

const allReasons = { limit: 1000, sort: "code" } as const;

function ReasonField({ grid, change }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: keys.list("reasons", allReasons), queryFn: ({ signal }) => mastersAPI.reason.list(allReasons, signal), staleTime: 60_000 });
  const { reason } = grid.head;
  const rows = (data?.rows ?? []).map((r) => ({ code: r.code, name: r.name, direction: r.direction, needsRemarks: r.needs_remarks }));
  const all = reason && !rows.some((r) => r.code === reason.code) ? [reason, ...rows] : rows;
  return (
    <Field label={t("field.reason_code")} fault={grid.faults.reason}>
      {(control) => (
        <Select {...control} value={reason?.code ?? ""} onChange={(event) => change({ do: "head", patch: { reason: all.find((r) => r.code === event.target.value) } })}>
          <option value="">{t("post.choose")}</option>
          {all.map((r) => (
            <option key={r.code} value={r.code}>
              {r.name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function WhyField({ grid, change }: Props) {
  const { t } = useTranslation();
  return (
    <Field label={t("post.why")} fault={grid.faults.why} shape="long">
      {(control) => <Input {...control} value={grid.why} maxLength={2000} onChange={(event) => change({ do: "why", text: event.target.value })} />}
    </Field>
  );
}

function DocumentFields({ grid, change, zone }: Props) {
  const { t } = useTranslation();
  const now = today(zone);
  const first = usePermissionCheck()("stock.backdate") ? undefined : dayBefore(now, freeDays);
  const { head, faults } = grid;
  return (
    <>
      <Field label={t("post.dated")} fault={faults.date} shape="short">
        {(control) => (
          <Input
            {...control}
            type="date"
            min={first}
            max={now}
            value={head.date || now}
            onChange={(event) => change({ do: "head", patch: { date: event.target.value === now ? "" : event.target.value } })}
          />
        )}
      </Field>
      <Field label={t("field.reference")} fault={faults.reference} shape="short">
        {(control) => <Input {...control} value={head.reference} maxLength={200} onChange={(event) => change({ do: "head", patch: { reference: event.target.value } })} />}
      </Field>
      <Field label={t("field.remarks")} fault={faults.remarks} shape="long">
        {(control) => <Input {...control} value={head.remarks} maxLength={2000} onChange={(event) => change({ do: "head", patch: { remarks: event.target.value } })} />}
      </Field>
    </>
  );
}

