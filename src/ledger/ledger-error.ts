import { ServiceError, systemErrorCode } from "../model/errors.ts";

/** ServiceError for what the file system reported about a file or folder of the ledger. */
export function ledgerNotWritable(path: string, error: unknown): unknown {
  const code = systemErrorCode(error);
  if (code === undefined || error instanceof ServiceError) return error;
  return new ServiceError(
    "ledger_not_writable",
    `${path} cannot be written (${code}): API keys and disclosures are kept there.`,
    "Check who owns it, or set XDG_DATA_HOME to a folder that can be written.",
  );
}
