// The errors of a form and their texts. Some come from the generated schemas, some from the server;
// each is shown at its field, or above the form if no field shows it.
import type { TFunction } from "i18next";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import type { ApiError, ErrorKind, Fault } from "@/api/errors";
import { readings } from "@/lib/readings";
import { isUnmatched } from "./unmatched";
import { isUnread } from "./unread";

type Issue = z.core.$ZodIssue;

/** The type of an error that a schema found, and its bound. */
function typeOf(issue: Issue): { type: string; bound?: string } {
  switch (issue.code) {
    case "too_small":
      if (issue.origin === "string" || issue.origin === "array") return issue.minimum === 1 ? { type: "missing" } : { type: "too_short", bound: String(issue.minimum) };
      return { type: "at_least", bound: String(issue.minimum) };
    case "too_big":
      return { type: issue.origin === "string" ? "too_long" : issue.origin === "array" ? "too_many" : "at_most", bound: String(issue.maximum) };
    case "invalid_type":
      if (isUnmatched(issue.input)) return { type: "unmatched", bound: issue.input.unmatched };
      if (isUnread(issue.input)) return { type: issue.expected === "string" ? "decimal" : "integer", bound: issue.input.unread };
      return { type: typeof issue.input === "string" ? "integer" : "missing" };
    case "invalid_value":
      return { type: "missing" };
    case "invalid_format":
      return { type: issue.format === "regex" ? "decimal" : issue.format, bound: typeof issue.input === "string" ? issue.input : "" };
    case "invalid_union":
      return { type: "email" };
    case "custom":
      return issue.params as { type: string; bound: string };
    default:
      return { type: "range" };
  }
}

/** The errors of a body; wordsOf() adds texts later, with the field's label. */
export function faultsOf(schema: z.ZodType, body: unknown): Fault[] {
  const { error } = schema.safeParse(body, { reportInput: true });
  return (error?.issues ?? []).map((issue) => {
    const { type, bound } = typeOf(issue);
    const path = issue.path.filter((part) => typeof part !== "symbol");
    return { path: type === "unmatched" && typeof path.at(-1) === "number" ? path.slice(0, -1) : path, type: `form.${type}`, message: bound ?? "" };
  });
}

const ours = /^form\.(missing|too_short|too_long|too_many|at_least|at_most|above|not|integer|decimal|unmatched|email|range)$/;

/** A label within a sentence: "Item name" in lower case, "UoM" unchanged. */
const within = (label: string): string => (/^.[A-Z]/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1));

/** The text of an error: the server's, or ours for a schema's. */
export function wordsOf(t: TFunction, label: string, fault: { type?: unknown; message?: string | undefined }): string {
  const type = ours.exec(String(fault.type))?.[1];
  const given = fault.message?.trim() ?? "";
  const two = type === "decimal" || type === "integer" ? readings(given) : undefined;
  if (two) return t("error.two_readings", { text: given, ...two });
  if (!type) return /^[a-z]/.test(fault.message ?? "") ? `${label} ${fault.message ?? ""}` : (fault.message ?? "");
  return t(`form.fault.${type as "missing"}`, { label, within: within(label), bound: fault.message ?? "" });
}

/** Shows errors at their fields, focuses the first, and returns those without a field. */
export function placeFaults<V extends FieldValues>(form: UseFormReturn<V>, names: readonly string[], faults: readonly Fault[]): Fault[] {
  const isShown = (fault: Fault) => names.includes(String(fault.path[0]));
  const shown = faults.filter(isShown);
  shown.forEach(({ path, type, message }, i) => {
    form.setError(path.join(".") as never, { type, message }, { shouldFocus: i === 0 });
  });
  return faults.filter((fault) => !isShown(fault));
}

/** Errors whose request id support may need. */
const helpers: readonly ErrorKind[] = ["server", "unavailable", "refused"];

/** The error of the form as a whole. */
export interface Problem {
  message: string;
  requestId?: string | undefined;
  /** The outcome is unknown: it may be sent again. */
  isLost: boolean;
}

export function problemOf(error: ApiError, others: readonly Fault[]): Problem | undefined {
  if (error.faults.length > 0 && others.length === 0) return undefined;
  const messages = others.map((fault) => fault.message).filter(Boolean);
  return {
    message: messages.length > 0 ? messages.join(" ") : error.message,
    requestId: helpers.includes(error.kind) ? error.requestId : undefined,
    isLost: error.isLost,
  };
}
