import { ServiceError } from "../../../model/errors.ts";

export function damagedRelease(file: string, what: string): ServiceError {
  return new ServiceError(
    "registry_damaged",
    `The registry ${file} is not whole: ${what}.`,
    "Import the source files again.",
  );
}

/** Runs `read`; what a damaged disk or a stranger wrote in a record's place is no bug of ours. */
export function decoding<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof SyntaxError ? damagedRelease(file, "a record cannot be read") : error;
  }
}
