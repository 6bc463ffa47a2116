import { ServiceError } from "../../../model/errors.ts";
import type { LedgerMark } from "../../../model/ledger-mark.ts";
import { openRelease } from "../release/open-release.ts";
import { checkOurs } from "../schema.ts";
import { readMark } from "./withheld-rows.ts";

/**
 * What the current release remembers of the ledger, also one of another schema; undefined where there
 * is no release.
 */
export async function readLedgerMark(path: string): Promise<LedgerMark | undefined> {
  try {
    const db = await openRelease(path, checkOurs);
    try {
      return readMark(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof ServiceError && error.code === "registry_missing") return undefined;
    throw error;
  }
}
