import { ServiceError } from "../../model/errors.ts";

export function releaseGone(): ServiceError {
  return new ServiceError(
    "release_gone",
    "The registry was updated, and the release that was asked for is kept no longer.",
    "Run the same command again: it starts on the new release.",
  );
}

export function isReleaseGone(error: unknown): boolean {
  return error instanceof ServiceError && error.code === "release_gone";
}
