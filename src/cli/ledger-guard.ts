import { stat } from "node:fs/promises";
import type { Config } from "../config.ts";
import { ServiceError, UsageError } from "../model/errors.ts";

/**
 * This version reads no ledger. One that was asked for, or that a later version left behind, may
 * hold people about whom nothing may be returned: going on without it would be a silent breach.
 */
export async function refuseLedger({ settings, origin }: Config): Promise<void> {
  if (origin.ledger !== "default") {
    throw new UsageError(
      "not_available",
      `${origin.ledger}: ledgers are not available in this version.`,
      "Leave the setting away; nothing is suppressed in this version.",
    );
  }
  if ((await stat(settings.ledger).catch(() => undefined)) === undefined) return;
  throw new ServiceError(
    "ledger_unreadable",
    `There is a ledger at ${settings.ledger}, and this version cannot read it.`,
    "Use the version that made it, so that suppressed people stay suppressed.",
  );
}
