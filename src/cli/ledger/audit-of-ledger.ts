import type { Config } from "../../config.ts";
import type { Audit } from "../../ledger/audit.ts";
import { ServiceError } from "../../model/errors.ts";
import type { App } from "../app.ts";

/** What cannot be read any more is wrong as well. */
export async function auditOf(config: Config, app: App): Promise<Audit> {
  try {
    return await app.auditLedger(config);
  } catch (error) {
    if (!isOfDamage(error)) throw error;
    return { events: 0, findings: [{ problem: "file_damaged" }] };
  }
}

/** Whether a ledger could not be read because it is damaged. */
export function isOfDamage(error: unknown): boolean {
  return error instanceof ServiceError && damaged.includes(error.code);
}

const damaged: readonly string[] = ["ledger_damaged", "ledger_not_sqlite"];
