/** What became of one exchange with a service. */
export type Outcome<T> = { kind: "answered"; value: T } | Failure;

export interface Failure {
  kind: FailureKind;
  /** For people, e.g. `HTTP 503` or `ECONNRESET`: numbers and code words, nothing that was sent. */
  cause: string;
  /** The `code` of its problem details, as the service writes it. */
  code?: string;
  /** The service has more to do than it can. */
  overload?: true;
  /** What the service asks to wait, in ms. */
  retryAfter?: number;
}

export type FailureKind =
  /** Nothing usable came through: no connection, reset, too late, cut off. */
  | "no_answer"
  /** The service failed (5xx). */
  | "failed"
  /** It said yes and its answer is none. */
  | "unusable"
  /** It has too much to do, or we ask too much at a time. */
  | "busy"
  /** It does not want this question. */
  | "refused"
  /** It wants smaller questions. */
  | "too_large"
  /** An answer that no server of the contract gives, a redirect among them. */
  | "unfit"
  /** It does not let us in. */
  | "key_refused"
  /** The account has no requests left. */
  | "quota_exhausted"
  /** The release that was asked for is no longer there. */
  | "release_gone";

const retried: ReadonlySet<FailureKind> = new Set(["no_answer", "failed", "unusable", "busy"]);
const ofContent: ReadonlySet<FailureKind> = new Set(["failed", "unusable", "refused", "too_large"]);

/** Whether the same question may be answered the next time. */
export function mayBeRetried({ kind }: Failure): boolean {
  return retried.has(kind);
}

/** Whether it may be one lead's fault, so that the others are worth asking without it. */
export function mayBeOfOneLead({ kind }: Failure): boolean {
  return ofContent.has(kind);
}
