import { HeartbeatError, UsageError } from "../../model/errors.ts";
import { Problem } from "./problem.ts";

/** Whatever a call failed with, as the caller is told: what nobody expected says nothing of itself. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof HeartbeatError)) return new Problem("internal_error");
  switch (error.code) {
    case "release_gone":
      return new Problem("release_gone");
    case "service_busy":
      return new Problem("service_busy", undefined, { "retry-after": "1" });
    case "deadline_exceeded":
      return new Problem("deadline_exceeded");
    case "internal_error":
      return new Problem("internal_error");
  }
  if (error instanceof UsageError) return new Problem("search_refused", wordsOf(error));
  return new Problem("service_unusable", undefined, { "retry-after": "5" });
}

/** Our own words about a search name filters, never what stood in them. */
function wordsOf({ message, hint }: UsageError): string {
  return hint === undefined ? message : `${message} ${hint}`;
}
