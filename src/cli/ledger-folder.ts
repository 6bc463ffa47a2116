import { dirname } from "node:path";
import type { Config } from "../config.ts";
import { ledgerNotWritable } from "../ledger/ledger-error.ts";
import { refuseLedger } from "./ledger-guard.ts";
import { makeFolder } from "./run-folders.ts";

/** Where the ledger's files are; made (0700) when it is not there. Throws ServiceError. */
export async function ledgerFolder(config: Config): Promise<string> {
  await refuseLedger(config);
  const folder = dirname(config.settings.ledger);
  try {
    await makeFolder(folder);
  } catch (error) {
    throw ledgerNotWritable(folder, error);
  }
  return folder;
}
