import type { Flags } from "../../config.ts";
import type { App } from "../app.ts";
import { pathIn } from "../files/output-path.ts";
import { createOutput } from "../screen/output.ts";
import { sizeText } from "../screen/size-text.ts";

export interface LedgerFolderArguments {
  /** As typed. */
  folder: string;
  flags: Flags;
}

export async function runLedgerBackup(given: LedgerFolderArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const folder = pathIn(app.io.cwd, given.folder);
  const { ledger, made_at, files } = await app.backupLedger(config, folder);
  out.note(`The ledger was copied to ${folder}:`);
  for (const { name, bytes } of files) {
    out.note(`  ${name.padEnd(14)}  ${sizeText(bytes).padStart(8)}`);
  }
  out.note("The secret is not in it: it has to be kept somewhere else.");
  if (config.settings.json) {
    await out.json({ schema_version: 1, folder, ledger, made_at, files });
  }
  return 0;
}
