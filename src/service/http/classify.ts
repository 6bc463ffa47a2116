import { systemErrorCode } from "../../model/errors.ts";
import type { Failure, FailureKind } from "./failure.ts";

/** What an answer that is not 200 says besides its status. */
export interface Refusal {
  status: number;
  /** Of its problem details (RFC 9457). */
  code?: string | undefined;
  /** ms, as `Retry-After` asks. */
  retryAfter?: number | undefined;
}

const kinds: Readonly<Record<number, FailureKind>> = {
  400: "refused",
  401: "key_refused",
  402: "quota_exhausted",
  403: "key_refused",
  408: "no_answer",
  413: "too_large",
  422: "refused",
  425: "no_answer",
  429: "busy",
};

const overloaded: ReadonlySet<number> = new Set([408, 429, 503, 504]);

export function classifyRefusal({ status, code, retryAfter }: Refusal): Failure {
  return {
    kind: kindOf(status, code),
    cause: `HTTP ${status}`,
    ...(code === undefined ? {} : { code }),
    ...(overloaded.has(status) ? { overload: true } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

function kindOf(status: number, code: string | undefined): FailureKind {
  if (code === "quota_exhausted" && (status === 403 || status === 429)) return "quota_exhausted";
  if (code === "release_gone" && (status === 409 || status === 410)) return "release_gone";
  return kinds[status] ?? (status >= 500 && status < 600 ? "failed" : "unfit");
}

/** Time ran out: the service may have had too much to do. */
export const tooLate: Failure = { kind: "no_answer", cause: "timeout", overload: true };

const timeouts: ReadonlySet<string> = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "ETIMEDOUT",
]);

/** No connection, reset or cut off. The error's own words stay here: they may quote an address. */
export function classifyError(error: unknown): Failure {
  const code = codeOf(error);
  if (code !== undefined && timeouts.has(code)) return tooLate;
  return { kind: "no_answer", cause: code ?? "no connection" };
}

/** Of the error, or of what it was made from: a failed proxy or several addresses in vain. */
function codeOf(error: unknown): string | undefined {
  const code = systemErrorCode(error);
  if (code !== undefined) return code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && error.cause !== undefined ? codeOf(error.cause) : undefined;
}
