import { ServiceError } from "../../model/errors.ts";

export function busy(): ServiceError {
  return new ServiceError(
    "service_busy",
    "The search service has as many requests waiting as it takes.",
    "Ask again in a moment, or with fewer requests at a time.",
  );
}

export function deadlineExceeded(): ServiceError {
  return new ServiceError(
    "deadline_exceeded",
    "The request was not answered in the time that one may take.",
    "Ask again with fewer leads or narrower filters.",
  );
}

/** Nothing of the fault itself: it may quote what was asked. */
export function internalError(): ServiceError {
  return new ServiceError(
    "internal_error",
    "The search service failed on this request; that is a fault of heartbeat's own.",
    "Ask again; if it fails each time, report it with the time at which it did.",
  );
}

export function closed(): ServiceError {
  return new ServiceError(
    "service_closed",
    "The search service is being stopped.",
    "Ask again when it has been started.",
  );
}

export function workerNotStarted(): ServiceError {
  return new ServiceError(
    "worker_not_started",
    "A worker thread of the search service could not be started.",
    "Check that there is memory left for it, and that heartbeat is installed completely.",
  );
}

/** A thread that was started later than the others found another release in the same file. */
export function changedMeanwhile(): ServiceError {
  return new ServiceError(
    "release_gone",
    "The registry was updated while it was being served.",
    "Ask again: the new release is opened.",
  );
}
