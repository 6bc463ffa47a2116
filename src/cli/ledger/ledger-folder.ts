import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isUrl } from "../../config/url.ts";
import type { Config } from "../../config.ts";
import { ledgerNotWritable } from "../../ledger/ledger-error.ts";
import { ServiceError, systemErrorCode, UsageError } from "../../model/errors.ts";
import { makeFolder } from "../runs/run-folders.ts";

/** Where the ledger's files are; made (0700) when it is not there. Throws ServiceError. */
export async function ledgerFolder(config: Config): Promise<string> {
  refuseUrl(config);
  const folder = dirname(config.settings.ledger);
  try {
    await makeFolder(folder);
  } catch (error) {
    throw ledgerNotWritable(folder, error);
  }
  return folder;
}

/**
 * Whether there is a ledger. One that somebody names has to be: it may hold people about whom nothing
 * may be returned, and going on without it would be a silent breach. Throws ServiceError.
 */
export async function hasLedger(config: Config): Promise<boolean> {
  if (await isMade(config)) return true;
  if (config.origin.ledger !== "default") throw noLedger(config);
  return false;
}

/** The same for those that may make it. */
export async function isMade(config: Config): Promise<boolean> {
  refuseUrl(config);
  const { ledger } = config.settings;
  try {
    await stat(ledger);
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code !== "ENOENT" && code !== "ENOTDIR") throw unreadable(ledger, code);
    return false;
  }
}

/** Of a maker that was killed, or what is left of one that was lost. */
export async function isEmptied({ settings }: Config): Promise<boolean> {
  const { size } = await stat(settings.ledger);
  return size === 0;
}

export function noLedger({ settings: { ledger }, origin }: Config): ServiceError {
  const isNamed = origin.ledger !== "default";
  return new ServiceError(
    "ledger_missing",
    `There is no ledger at ${ledger}${isNamed ? ` (${origin.ledger})` : ""}.`,
    `Name the right one, or restore it from a backup.\nTo begin a new one: heartbeat ledger init${isNamed ? ` --ledger ${ledger}` : ""}`,
  );
}

function refuseUrl({ settings, origin }: Config): void {
  if (!isUrl(settings.ledger)) return;
  throw new UsageError(
    "not_available",
    `${origin.ledger}: ledgers behind a URL are not available in this version.`,
    "Name a file on this machine.",
  );
}

function unreadable(path: string, code: string | undefined): ServiceError {
  return new ServiceError(
    "ledger_unreadable",
    `The ledger ${path} cannot be looked at (${code ?? "unknown error"}).`,
    "Check who owns its folder.",
  );
}
