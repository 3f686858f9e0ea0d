// The fields in which two versions of a record differ, from an audit entry.
export interface Difference {
  name: string;
  before: unknown;
  after: unknown;
}

/** Fields that the audit entry itself shows. */
const ignored: ReadonlySet<string> = new Set(["id", "version", "created_at", "created_by", "updated_at", "is_active", "former_codes", "level"]);

export const isEmptyValue = (value: unknown): boolean => value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

export function differencesOf(before: Readonly<Record<string, unknown>> = {}, after: Readonly<Record<string, unknown>> = {}): Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !ignored.has(name) && !(isEmptyValue(before[name]) && isEmptyValue(after[name])))
    .map((name) => ({ name, before: before[name], after: after[name] }));
}
