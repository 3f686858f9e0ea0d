// The fields of a record that have a value, as a description list.
import type { ComponentType, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Permission } from "@/api/types";
import { usePermissionCheck } from "@/auth/permissions";
import { Quantity } from "@/components/Quantity";
import { ChoiceName } from "@/forms/ChoiceName";
import { cn } from "@/lib/cn";
import { show, type FieldRow, type Values } from "@/forms/rows";
import { keyOf, masterNames, records } from "@/records";
import { isEmptyValue } from "./differences";

/** The permission to read the records that a field refers to, by the key of its source. */
const readers: ReadonlyMap<string, Permission> = new Map(masterNames.map((name) => [keyOf(name), records[name].needs.read]));

/** A reference is a link; a quantity has the record's unit. */
function valueOf(row: FieldRow, value: unknown, unit: unknown): ReactNode {
  if (row.kind === "pick")
    return (
      <Link to={`/${row.source.key}/${encodeURIComponent(String(value))}`} className="text-primary underline-offset-4 hover:underline">
        <ChoiceName source={row.source} value={String(value)} />
      </Link>
    );
  if (row.kind === "decimal") return <Quantity value={String(value)} {...(typeof unit === "string" && { unit })} />;
  return show(row, value);
}

/** Characters that fit half of a phone's width. */
const longText = 18;

interface Props<R extends object> {
  rows: readonly FieldRow[];
  record: R;
  /** Components that show a field in place of the usual one. */
  own?: Readonly<Record<string, ComponentType<{ record: R }>>> | undefined;
  /** Fields already shown in the heading. */
  without?: readonly string[];
  children?: ReactNode;
}

export function Facts<R extends object>({ rows, record, own = {}, without = [], children }: Props<R>) {
  const { t } = useTranslation();
  const can = usePermissionCheck();
  const values = record as Values;
  const isSeen = (row: FieldRow) => row.kind !== "pick" || can(readers.get(row.source.key) ?? "master.read");
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
      {rows
        .filter((row) => isSeen(row) && !isEmptyValue(values[row.name]) && !without.includes(row.name))
        .map((row) => {
          const Own = own[row.name];
          return (
            <Fact key={row.name} label={t(row.label)} isWide={row.kind === "area" || row.kind === "lines"} isLong={row.kind === "text" && String(values[row.name]).length > longText}>
              {Own ? <Own record={record} /> : valueOf(row, values[row.name], values.uom)}
            </Fact>
          );
        })}
      {children}
    </dl>
  );
}

interface FactProps {
  label: string;
  isWide?: boolean;
  /** Full width on a phone. */
  isLong?: boolean;
  children: ReactNode;
}

export function Fact({ label, isWide = false, isLong = false, children }: FactProps) {
  return (
    <div className={cn("min-w-0", isWide ? "col-span-2" : isLong && "max-sm:col-span-2")}>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="wrap-anywhere whitespace-pre-line">{children}</dd>
    </div>
  );
}

