// A form is a table of rows, one for each field of a record. One table says for each kind of field how
// it is initialised, read from a record, written into a body, edited and shown.
import type { ComponentType, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Code } from "@/components/Code";
import type { ChoiceSource } from "@/components/ui/combobox";
import type { Words } from "@/i18n";
import { readDecimal, typable } from "@/lib/readings";
import { ChoiceName } from "./ChoiceName";
import { AreaField, NumberField, PickField, SelectField, SwitchField } from "./fields";
import { TextField, type FieldProps } from "./TextField";
import { LinesField } from "./LinesField";
import { PicksField } from "./PicksField";
import { isBlank, isUnmatched } from "./unmatched";
import type { Unread } from "./unread";
import { TextsField } from "./TextsField";

export type Values = Record<string, unknown>;

interface RowBase {
  /** As the API names it. */
  name: string;
  label: Words;
  hint?: Words;
  isOptional?: boolean;
  /** Full width of the form. */
  isWide?: boolean;
  /** Read-only once the record exists. */
  isFixed?: boolean;
  /** A component in place of the kind's own. */
  Field?: ComponentType<FieldProps & { disabled?: boolean }>;
}

export type FieldRow = RowBase &
  (
    | { kind: "text" | "texts" | "area" | "decimal" | "integer" | "switch" }
    | { kind: "choice"; options: readonly string[]; word: (value: string) => Words }
    | { kind: "pick" | "picks"; source: ChoiceSource }
    | { kind: "list"; Field: ComponentType<FieldProps & { disabled?: boolean }>; word: (value: string) => Words }
    | { kind: "lines"; of: readonly FieldRow[] }
  );

type Row<K extends FieldRow["kind"]> = FieldRow & { kind: K };
type Edited = FieldProps & { disabled?: boolean };

interface KindOf<R extends FieldRow> {
  empty: unknown;
  read: (value: unknown, row: R) => unknown;
  /** Undefined: left out of the body. */
  write: (value: unknown, row: R) => unknown;
  edit: (row: R, field: Edited) => ReactNode;
  show: (row: R, value: unknown) => ReactNode;
}

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const given = (value: unknown): string | undefined => text(value).trim() || undefined;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** A typed number as the API takes it, or what is no number here. */
function number(value: unknown): string | Unread | undefined {
  const typed = given(value);
  return typed === undefined ? undefined : (readDecimal(typed) ?? { unread: typed });
}

function whole(value: unknown): unknown {
  const read = number(value);
  return typeof read === "string" && /^\d{1,15}$/.test(read) ? parseInt(read, 10) : read;
}

const plain = { empty: "", read: text, write: given, show: (_row: FieldRow, value: unknown) => text(value) };

function Word({ of }: { of: Words }) {
  return useTranslation().t(of);
}

/** Lines, one below the other. */
function LinesShown({ rows, value }: { rows: readonly FieldRow[]; value: unknown }) {
  return (
    <ul>
      {list(value).map((line, i) => (
        <li key={i} className="flex flex-wrap gap-x-2">
          {rows.map((row) => (
            <span key={row.name}>{show(row, (line as Values)[row.name])}</span>
          ))}
        </li>
      ))}
    </ul>
  );
}

const kinds: { [K in FieldRow["kind"]]: KindOf<Row<K>> } = {
  text: { ...plain, edit: (_row, field) => <TextField {...field} autoComplete="off" /> },
  texts: {
    empty: [],
    read: list,
    write: (value) => (list(value).length > 0 ? value : undefined),
    edit: (_row, field) => <TextsField {...field} />,
    show: (_row, value) => list(value).map((one) => <p key={text(one)}><Code code={text(one)} /></p>),
  },
  area: { ...plain, edit: (_row, field) => <AreaField {...field} /> },
  decimal: {
    ...plain,
    read: (value) => typable(text(value)),
    write: number,
    edit: (_row, field) => <NumberField {...field} inputMode="decimal" />,
  },
  integer: { ...plain, write: whole, edit: (_row, field) => <NumberField {...field} inputMode="numeric" /> },
  switch: {
    empty: false,
    read: Boolean,
    write: Boolean,
    edit: (_row, field) => <SwitchField {...field} />,
    show: (_row, value) => <Word of={value ? "word.yes" : "word.no"} />,
  },
  choice: {
    ...plain,
    edit: (row, field) => <ChoiceField row={row} field={field} />,
    show: (row, value) => (given(value) ? <Word of={row.word(text(value))} /> : ""),
  },
  pick: {
    ...plain,
    write: (value) => (isUnmatched(value) ? (isBlank(value) ? undefined : value) : given(value)),
    edit: (row, field) => <PickField {...field} source={row.source} />,
    show: (row, value) => (given(value) ? <ChoiceName source={row.source} value={text(value)} /> : ""),
  },
  picks: {
    empty: [],
    read: list,
    write: (value) => {
      const all = list(value).filter((one) => !isUnmatched(one) || !isBlank(one));
      return all.length > 0 ? all : undefined;
    },
    edit: (row, field) => <PicksField {...field} source={row.source} />,
    show: (row, value) => list(value).map((one) => <ChoiceName key={text(one)} source={row.source} value={text(one)} />),
  },
  list: {
    empty: [],
    read: list,
    write: (value) => (list(value).length > 0 ? value : undefined),
    edit: (row, field) => <row.Field {...field} />,
    show: (row, value) => list(value).map((one) => <p key={text(one)}><Word of={row.word(text(one))} /></p>),
  },
  lines: {
    empty: [],
    read: (value, row) => list(value).map((line) => valuesOf(row.of, line as Values)),
    write: (value, row) => (list(value).length > 0 ? list(value).map((line) => bodyOf(row.of, line as Values)) : undefined),
    edit: (row, field) => <LinesField {...field} rows={row.of} />,
    show: (row, value) => <LinesShown rows={row.of} value={value} />,
  },
};

function ChoiceField({ row, field }: { row: Row<"choice">; field: Edited }) {
  const { t } = useTranslation();
  const options = row.options.map((value) => ({ value, label: t(row.word(value)) }));
  return <SelectField {...field} options={options} none={row.isOptional ? t("word.none") : undefined} />;
}

const kindOf = (row: FieldRow) => kinds[row.kind] as KindOf<FieldRow>;

/** The form field of a row. */
export function RowField({ row, path = row.name, isLabelHidden, disabled }: { row: FieldRow; path?: string; isLabelHidden?: boolean; disabled?: boolean }) {
  const { t } = useTranslation();
  const field = { name: path, label: t(row.label), hint: row.hint && t(row.hint), isOptional: row.isOptional, isLabelHidden, ...(disabled && { disabled }) };
  return row.Field ? <row.Field {...field} /> : kindOf(row).edit(row, field);
}

export const show = (row: FieldRow, value: unknown): ReactNode => kindOf(row).show(row, value);

// --- between records, forms and bodies ---

/** The form values of a record, or of a new one's defaults. */
export function valuesOf(rows: readonly FieldRow[], record: Values = {}): Values {
  return Object.fromEntries(rows.map((row) => [row.name, record[row.name] == null ? kindOf(row).empty : kindOf(row).read(record[row.name], row)]));
}

const written = (row: FieldRow, values: Values): unknown => kindOf(row).write(values[row.name], row);

/** Whether both have the same value in a body. */
export const isSame = (row: FieldRow, one: Values, other: Values): boolean =>
  JSON.stringify(written(row, one)) === JSON.stringify(written(row, other));

/** The body that creates a record: only what is filled in. */
export function bodyOf(rows: readonly FieldRow[], values: Values): Values {
  return Object.fromEntries(rows.map((row) => [row.name, written(row, values)]).filter(([, value]) => value !== undefined));
}

/** The body that updates a record: only what changed; an emptied field is null. */
export function changesOf(rows: readonly FieldRow[], before: Values, values: Values): Values {
  return Object.fromEntries(rows.filter((row) => !isSame(row, before, values)).map((row) => [row.name, written(row, values) ?? null]));
}
