import type { MatchResult } from "./contract.ts";
import type { ReasonCode } from "./reason.ts";

/**
 * Every failure a user can meet. The message says what happened and where, the hint (shown on a
 * second line) what to do next. Neither ever holds a cell's value or anything about a person.
 */
export abstract class HeartbeatError extends Error {
  abstract readonly exitCode: 2 | 3 | 4 | 5 | 6 | 7 | 129 | 130 | 143;
  /** Stable, machine-readable, snake_case. */
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, hint?: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
  }
}

/** Called wrongly: flag, argument, configuration, output exists. */
export class UsageError extends HeartbeatError {
  override readonly exitCode = 2;
}

/** A file cannot be used: input unreadable, output not writable, disk full. */
export class InputError extends HeartbeatError {
  override readonly exitCode = 3;
}

/** The search service, registry or ledger cannot be used. */
export class ServiceError extends HeartbeatError {
  override readonly exitCode = 4;
}

/** A rights step was refused; nothing but the record of it has changed. */
export class RefusedError extends HeartbeatError {
  override readonly exitCode = 6;
}

/** A check that the user asked for has failed. */
export class CheckError extends HeartbeatError {
  override readonly exitCode = 7;
}

/**
 * The search service will answer nothing more in this run: what is left is `not_attempted`, under
 * this reason. Exit 4 where the service does not let us in, 5 where it cannot go on.
 */
export class StopError extends HeartbeatError {
  override readonly exitCode: 4 | 5;
  readonly reason: ReasonCode;
  /** What was answered of the batch before. */
  readonly answered: readonly MatchResult[];

  constructor(
    exitCode: 4 | 5,
    reason: ReasonCode,
    message: string,
    hint: string,
    answered: readonly MatchResult[] = [],
  ) {
    super(reason, message, hint);
    this.exitCode = exitCode;
    this.reason = reason;
    this.answered = answered;
  }
}

/** Ctrl-C, SIGTERM, or a terminal that was closed. */
export class InterruptedError extends HeartbeatError {
  override readonly exitCode: 129 | 130 | 143;

  /** Lists of the same command that were written before. */
  readonly written: number;
  /** What is there already, where work is kept piece by piece. */
  readonly kept: string | undefined;

  /** @param exitCode 143 after SIGTERM, 129 after SIGHUP */
  constructor(hint?: string, exitCode: 129 | 130 | 143 = 130, written = 0, kept?: string) {
    super("interrupted", `Interrupted: ${kept ?? interruptedWords(written)}.`, hint);
    this.exitCode = exitCode;
    this.written = written;
    this.kept = kept;
  }
}

function interruptedWords(written: number): string {
  if (written === 0) return "nothing was written, what was there before is untouched";
  const before = written === 1 ? "1 list before it is" : `${written} lists before it are`;
  return `nothing was written of this list and those behind it; ${before} done`;
}

/** The `code` of a Node system error such as ENOSPC, or undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  if (error instanceof Error && "code" in error && typeof error.code === "string")
    return error.code;
  return undefined;
}
