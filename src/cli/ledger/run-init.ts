import type { Flags } from "../../config.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { isEmptied, isMade } from "./ledger-folder.ts";

export interface LedgerArguments {
  flags: Flags;
}

/** Makes a ledger with its secret; a second time it is there, and that is fine. */
export async function runLedgerInit({ flags }: LedgerArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const { ledger: path, ledger_key_file: keyFile } = config.settings;
  const wasThere = (await isMade(config)) && !(await isEmptied(config));
  const ledger = await app.openLedger(config);
  const { id } = ledger;
  ledger.db.close();
  out.note(wasThere ? "The ledger is there:" : "A ledger was made:");
  out.note(`  ${path}`);
  out.note("Its secret:");
  out.note(`  ${keyFile}`);
  out.note("Keep a copy of the secret somewhere else, where secrets are kept. Without it");
  out.note("nobody can be found in the ledger, and no backup of the ledger holds it.");
  if (config.settings.json) {
    const data = { schema_version: 1, ledger: path, key_file: keyFile, id, made: !wasThere };
    await out.json(data);
  }
  return 0;
}
