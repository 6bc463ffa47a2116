/**
 * Every failure a user can meet. The message says what happened and where, the hint (shown on a
 * second line) what to do next. Neither ever holds a cell's value or anything about a person.
 */
export abstract class HeartbeatError extends Error {
  abstract readonly exitCode: 2 | 3 | 4 | 6 | 130;
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

/** Ctrl-C or SIGTERM: what was answered is kept. */
export class InterruptedError extends HeartbeatError {
  override readonly exitCode = 130;

  constructor(hint?: string) {
    super(
      "interrupted",
      "Interrupted: nothing was written, what was there before is untouched.",
      hint,
    );
  }
}

/** The `code` of a Node system error such as ENOSPC, or undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  if (error instanceof Error && "code" in error && typeof error.code === "string")
    return error.code;
  return undefined;
}
