import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";
import { auditOf } from "./audit-of-ledger.ts";
import { findingLines } from "./ledger-findings.ts";
import type { LedgerArguments } from "./run-init.ts";

/** Exit 7 where anything is not as it was written. */
export async function runLedgerAudit({ flags }: LedgerArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const { events, findings } = await auditOf(config, app);
  const { ledger } = config.settings;
  const isWhole = findings.length === 0;
  if (config.settings.json) {
    const first = findings.find(({ seq }) => seq !== undefined)?.seq ?? null;
    const told = { schema_version: 1, ledger, ok: isWhole, events, first_bad_event: first };
    await out.json({ ...told, findings });
  } else if (isWhole) {
    await out.data(`${counted(events, "event")}: all is as it was written.\n`);
  } else {
    const head = `${counted(events, "event")}: not all is as it was written.`;
    const last = "Keep this file as it is, find out who had it, and restore a backup.";
    await out.data(`${[head, ...findingLines(findings), last].join("\n")}\n`);
  }
  return isWhole ? 0 : 7;
}
