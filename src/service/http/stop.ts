import type { MatchResult } from "../../model/contract.ts";
import { StopError } from "../../model/errors.ts";
import { type ReasonCode, reasonCodes } from "../../model/reason.ts";
import type { Failure } from "./failure.ts";

/** The longest wait that a service may ask for, in ms. */
const longestWait = 300_000;

/** Why nothing more is asked after such a failure; undefined where it is worth going on. */
export function stopFor(failure: Failure, label: string): StopError | undefined {
  const { kind, retryAfter = 0 } = failure;
  if (kind === "key_refused") return keyRefused(failure, label);
  if (kind === "quota_exhausted") {
    return new StopError(
      5,
      "quota_exhausted",
      `The account at ${label} has no requests left (${failure.cause}).`,
      "Run the same command again when it has: what was answered is kept.",
    );
  }
  return retryAfter > longestWait ? askedToWait(retryAfter, label) : undefined;
}

function keyRefused({ cause }: Failure, label: string): StopError {
  return new StopError(
    4,
    "key_refused",
    `${label} does not let us in (${cause}).`,
    "Check the API key: HEARTBEAT_API_KEY, --api-key-file, or api_key in your own config file.",
  );
}

function askedToWait(ms: number, label: string): StopError {
  return new StopError(
    5,
    "service_busy",
    `${label} asks to wait ${minutes(ms)}.`,
    "Run the same command again later: what was answered is kept.",
  );
}

function minutes(ms: number): string {
  return Number.isFinite(ms) ? `${Math.ceil(ms / 60_000)} minutes` : "for ever";
}

/** After a pause the probe failed too. */
export function stoppedAnswering({ kind, cause }: Failure, label: string): StopError {
  const isBusy = kind === "busy";
  return new StopError(
    5,
    isBusy ? "service_busy" : "service_down",
    isBusy
      ? `${label} has no time for us, however often it is asked (${cause}).`
      : `${label} stopped answering (${cause}).`,
    "Run the same command again when it answers: what was answered is kept.",
  );
}

/** The same with what was answered of one batch. */
export function withAnswered(error: StopError, answered: readonly MatchResult[]): StopError {
  const { exitCode, reason, message, hint = "" } = error;
  return new StopError(exitCode, reason, message, hint, answered);
}

export type FailedCode = Extract<ReasonCode, "service_failed" | "service_refused" | "no_answer">;

/** A lead that was asked and has no usable answer. */
export function failedResult(id: number, code: FailedCode): MatchResult {
  return { id, status: "error", confidence: 0, reason: `${code}: ${reasonCodes[code]}` };
}
