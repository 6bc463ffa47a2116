import { HeartbeatError } from "../../model/errors.ts";
import { isSearchFault } from "../../model/search-fault.ts";
import { Problem } from "./problem.ts";

/** Whatever a call failed with, as the caller is told: what nobody expected says nothing of itself. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof HeartbeatError)) return new Problem("internal_error");
  if (isSearchFault(error.code)) return new Problem(error.code);
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
  return new Problem("service_unusable", undefined, { "retry-after": "5" });
}
