// What a change made of a record: the audit keeps the fields that differ, as they were and as
// they became.
export interface Difference {
  name: string;
  before: unknown;
  after: unknown;
}

/** Said by the line itself: when it was, which version, what was done. */
const silent: ReadonlySet<string> = new Set(["id", "version", "created_at", "created_by", "updated_at", "is_active", "former_codes", "level"]);

export const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

export function differencesOf(before: Readonly<Record<string, unknown>> = {}, after: Readonly<Record<string, unknown>> = {}): Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !silent.has(name) && !(isNothing(before[name]) && isNothing(after[name])))
    .map((name) => ({ name, before: before[name], after: after[name] }));
}
