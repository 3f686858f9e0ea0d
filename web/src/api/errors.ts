// Every way a request can fail, as one class: kind, status and code for programs, message for
// people, requestId for support.
import i18next from "@/i18n";
import { readCount } from "@/lib/number";
import type { Answer } from "./transport";

export type ErrorKind =
  | "network" // no answer came: the request may or may not have been done
  | "cancelled"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "stale"
  | "invalid"
  | "too_many"
  | "unavailable"
  | "refused" // any other 4xx
  | "server";

/** One error of a 422; the path is that of the form field: ["lines", 0, "quantity"]. */
export interface Fault {
  path: (string | number)[];
  type: string;
  message: string;
}

interface Details {
  kind: ErrorKind;
  message: string;
  status?: number;
  /** The server's error code, such as insufficient_stock. */
  code?: string;
  requestId?: string;
  /** Seconds to wait before a retry. */
  retryAfter?: number;
  faults?: Fault[];
  /** Further fields of the answer: available, requested, id, permission(s), version. */
  more?: Readonly<Record<string, unknown>>;
}

export class ApiError extends Error {
  readonly kind: ErrorKind;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;
  readonly faults: Fault[];
  readonly more: Readonly<Record<string, unknown>>;

  constructor(details: Details, cause?: unknown) {
    super(details.message, { cause });
    this.name = "ApiError";
    this.kind = details.kind;
    this.status = details.status;
    this.code = details.code;
    this.requestId = details.requestId;
    this.retryAfter = details.retryAfter;
    this.faults = details.faults ?? [];
    this.more = details.more ?? {};
  }

  /** The outcome is unknown: retry with the same Idempotency-Key. */
  get isLost(): boolean {
    return this.kind === "network" || this.kind === "unavailable" || this.kind === "server";
  }
}

const kinds: Readonly<Record<number, ErrorKind>> = {
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  412: "stale",
  422: "invalid",
  429: "too_many",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

function kindOf(status: number): ErrorKind {
  return kinds[status] ?? (status >= 500 ? "server" : "refused");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The field errors of a 422, or the field of a duplicate. */
function readFaults(detail: unknown, loc: unknown, code: string | undefined): Fault[] {
  if (Array.isArray(detail)) return detail.flatMap(readFault);
  return loc === undefined ? [] : readFault({ loc, type: code, msg: detail });
}

function readFault(line: unknown): Fault[] {
  if (!isRecord(line)) return [];
  const loc = Array.isArray(line.loc) ? (line.loc as (string | number)[]) : [];
  return [{ path: loc[0] === "body" ? loc.slice(1) : loc, type: text(line.type) ?? "", message: text(line.msg) ?? "" }];
}

function waitOf(seconds: number): string {
  return seconds < 120 ? i18next.t("error.too_many", { count: seconds }) : i18next.t("error.too_many_long", { count: Math.ceil(seconds / 60) });
}

/** The text of a 403, which names the missing permission, or several of which one suffices. */
function forbidden(detail: string | undefined, { permission, permissions }: Record<string, unknown>): string {
  const missing = (Array.isArray(permissions) ? permissions : [permission]).filter((one) => text(one) !== undefined);
  if (missing.length === 0) return detail ?? i18next.t("error.forbidden_plain");
  return i18next.t("error.forbidden", { permission: missing.join("”, “"), count: missing.length });
}

/** The text for people: ours where it helps more than the server's. */
function messageOf(kind: ErrorKind, code: string | undefined, detail: string | undefined, faults: Fault[], more: Record<string, unknown>, seconds?: number): string {
  const t = i18next.t;
  const key = `error.code.${code ?? ""}`;
  if (i18next.exists(key)) return t(key as "error.refused");
  switch (kind) {
    case "unauthenticated":
      return t("error.expired");
    case "too_many":
      return waitOf(seconds ?? 60);
    case "unavailable":
      return t("error.unavailable");
    case "server":
      return t("error.server");
    case "stale":
      return t("error.stale");
    case "forbidden":
      return forbidden(detail, more);
    case "invalid":
      return faults.length === 1 ? (faults[0]?.message ?? "") : t("error.invalid", { count: faults.length });
    default:
      return detail ?? t("error.refused");
  }
}

/** The error of an answer that is not a success. */
export function answerError(answer: Answer<unknown>): ApiError {
  const { detail, code, request_id, ...more } = isRecord(answer.data) ? answer.data : {};
  const kind = kindOf(answer.status);
  const name = text(code);
  const faults = readFaults(detail, more.loc, name);
  const wait = answer.headers.get("retry-after");
  const retryAfter = wait ? readCount(wait, 60) : undefined;
  return new ApiError({
    kind,
    message: messageOf(kind, name, text(detail), faults, more, retryAfter),
    status: answer.status,
    code: name,
    requestId: text(request_id) ?? answer.headers.get("x-request-id") ?? undefined,
    retryAfter,
    faults,
    more,
  });
}

/** The error when no answer came: the request was cancelled, or the connection failed. */
export const noAnswer = (kind: "cancelled" | "network", cause: unknown): ApiError => new ApiError({ kind, message: i18next.t(`error.${kind}`) }, cause);

/** Converts anything thrown into an ApiError. */
export const toApiError = (thrown: unknown): ApiError => (thrown instanceof ApiError ? thrown : new ApiError({ kind: "server", message: i18next.t("error.program") }, thrown));
