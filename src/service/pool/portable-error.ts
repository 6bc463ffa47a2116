import type { MatchResult } from "../../model/contract.ts";
import {
  HeartbeatError,
  InputError,
  InterruptedError,
  ServiceError,
  StopError,
  UsageError,
} from "../../model/errors.ts";
import type { ReasonCode } from "../../model/reason.ts";
import { internalError } from "./pool-errors.ts";

/** An error as plain data: a thread hands over no class, and no stack is wanted on the way. */
export interface PortableError {
  class: "usage" | "input" | "service" | "stop" | "interrupted" | "unknown";
  code: string;
  message: string;
  hint?: string | undefined;
  exitCode?: number;
  answered?: readonly MatchResult[];
}

/** What is none of ours may quote anything: its message stays where it was thrown. */
export function toPortable(error: unknown): PortableError {
  if (!(error instanceof HeartbeatError)) return { class: "unknown", code: "", message: "" };
  const { code, message, hint, exitCode } = error;
  const plain = { code, message, hint, exitCode };
  if (error instanceof StopError) return { ...plain, class: "stop", answered: error.answered };
  if (error instanceof UsageError) return { ...plain, class: "usage" };
  if (error instanceof InputError) return { ...plain, class: "input" };
  if (error instanceof InterruptedError) return { ...plain, class: "interrupted" };
  return { ...plain, class: "service" };
}

export function fromPortable(error: PortableError): HeartbeatError {
  const { code, message, hint } = error;
  switch (error.class) {
    case "usage":
      return new UsageError(code, message, hint);
    case "input":
      return new InputError(code, message, hint);
    case "service":
      return new ServiceError(code, message, hint);
    case "interrupted":
      return new InterruptedError(hint, error.exitCode as InterruptedError["exitCode"]);
    case "stop": {
      const exitCode = error.exitCode as StopError["exitCode"];
      return new StopError(exitCode, code as ReasonCode, message, hint ?? "", error.answered);
    }
    case "unknown":
      return internalError();
  }
}
