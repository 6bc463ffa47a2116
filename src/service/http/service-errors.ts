import { ServiceError } from "../../model/errors.ts";
import type { Failure } from "./failure.ts";
import { stopFor } from "./stop.ts";

/** A failure of the service as such, which leaves no rows to tell it of. */
export function toServiceError(failure: Failure, label: string): ServiceError {
  const stop = stopFor(failure, label);
  if (stop !== undefined) return new ServiceError(stop.code, stop.message, stop.hint);
  const { kind, cause, retryAfter = 0 } = failure;
  if (kind === "no_answer" || kind === "failed") {
    return new ServiceError(
      "service_unreachable",
      `${label} does not answer (${cause}).`,
      "Check the address after --service, the network, and HTTPS_PROXY where there is a proxy.",
    );
  }
  if (kind === "busy") {
    return new ServiceError(
      "service_busy",
      `${label} has no time for us (${cause}).`,
      retryAfter > 0 ? `Try again in ${Math.ceil(retryAfter / 1000)} s.` : "Try again later.",
    );
  }
  return kind === "release_gone" ? releaseGone() : notOfTheContract(cause, label);
}

export function releaseGone(): ServiceError {
  return new ServiceError(
    "release_gone",
    "The registry of the search service was updated while this run was under way.",
    "Run the same command again: it starts on the new release.",
  );
}

function notOfTheContract(cause: string, label: string): ServiceError {
  const isRedirect = /^HTTP 3/.test(cause);
  return new ServiceError(
    "service_schema",
    isRedirect
      ? `${label} sends us somewhere else (${cause}), where nothing of a list is sent to.`
      : `${label} is no search service of this contract (${cause}).`,
    isRedirect
      ? "Check the address after --service: it has to be the one that answers."
      : "Check the address after --service, and that heartbeat and the service go together.",
  );
}
