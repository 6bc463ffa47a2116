import type { Refused, Restored } from "../../ledger/restored.ts";
import type { App } from "../app.ts";
import { pathIn } from "../files/output-path.ts";
import { createOutput } from "../screen/output.ts";
import { counted } from "../screen/progress.ts";
import { findingLines } from "./ledger-findings.ts";
import type { LedgerFolderArguments } from "./run-backup.ts";

/** Exit 7 where the backup, or the ledger in place, is not as it was written. */
export async function runLedgerRestore(given: LedgerFolderArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  const folder = pathIn(app.io.cwd, given.folder);
  const outcome = await app.restoreLedger(config, folder);
  const isRefused = "files" in outcome;
  for (const line of isRefused ? refusalLines(outcome) : restoredLines(outcome)) {
    if (isRefused) out.warn(line);
    else out.note(line);
  }
  if (config.settings.json) {
    await out.json({ schema_version: 1, folder, restored: !isRefused, ...outcome });
  }
  return isRefused ? 7 : 0;
}

function refusalLines({ files, backup, present }: Refused): string[] {
  const nothing = "Nothing was restored.";
  if (files.length > 0) {
    const names = files.map((name) => `  ${name}`);
    return ["Files of the backup are missing, or not as they were written:", ...names, nothing];
  }
  if (backup.length > 0) {
    return ["The ledger in the backup is not as it was written:", ...findingLines(backup), nothing];
  }
  return [
    "The ledger in place is not as it was written:",
    ...findingLines(present),
    `${nothing} Move that ledger away first, and keep it.`,
  ];
}

const outcomes: Readonly<Record<Restored["how"], string>> = {
  placed: "There was no ledger: the backup is the ledger now.",
  caught_up: "The ledger was an earlier state of the backup, and has caught up with it.",
  united: "The ledger and the backup were united.",
  known: "The ledger knows all that is in the backup; it is as it was.",
};

function restoredLines(restored: Restored): string[] {
  const { how, suppressions, corrections, steps, parted, notices, disclosures } = restored;
  const { evidence_lost } = restored;
  const added: [number, string][] = [
    [suppressions, "suppression"],
    [corrections, "correction"],
    [steps, "step of a rights request"],
    [notices, "notice of a closed channel"],
    [disclosures, "row of disclosures"],
  ];
  return [
    outcomes[how],
    ...added.flatMap(([n, name]) => (n === 0 ? [] : [`  added: ${n} × ${name}`])),
    ...(evidence_lost === 0
      ? []
      : [`Evidence of ${counted(evidence_lost, "request")} is gone: no backup holds any.`]),
    ...(parted.length === 0
      ? []
      : [
          `${counted(parted.length, "request")} went on here and in the backup; what was done here stands:`,
          ...parted.map((id) => `  ${id}`),
          "Look at each (heartbeat dsar show), and take again the steps that only the backup's side took.",
        ]),
    "Check it with: heartbeat ledger audit",
  ];
}
