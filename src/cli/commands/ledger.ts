import type { Command } from "commander";
import type { App } from "../app.ts";
import type { LedgerFolderArguments } from "../ledger/run-backup.ts";
import type { LedgerArguments } from "../ledger/run-init.ts";
import { flagsOf } from "../options.ts";

type Run = (given: LedgerArguments, app: App) => Promise<number>;
type RunWithFolder = (given: LedgerFolderArguments, app: App) => Promise<number>;

interface Runs {
  init: Run;
  status: Run;
  audit: Run;
  backup: RunWithFolder;
  restore: RunWithFolder;
}

const runLazily: Runs = {
  init: async (given, app) => (await import("../ledger/run-init.ts")).runLedgerInit(given, app),
  status: async (given, app) =>
    (await import("../ledger/run-status.ts")).runLedgerStatus(given, app),
  audit: async (given, app) => (await import("../ledger/run-audit.ts")).runLedgerAudit(given, app),
  backup: async (given, app) =>
    (await import("../ledger/run-backup.ts")).runLedgerBackup(given, app),
  restore: async (given, app) =>
    (await import("../ledger/run-restore.ts")).runLedgerRestore(given, app),
};

/** `runs` is how a test sees what was understood. */
export function ledgerCommand(program: Command, app: App, runs: Runs = runLazily): void {
  const group = program
    .command("ledger")
    .summary("make, check, copy and restore the ledger")
    .description(
      "Keep what must never be lost: who is suppressed, what was corrected, and every step that was taken about it.",
    )
    .addHelpText("after", examples);
  const plain = (name: "init" | "status" | "audit", summary: string, description: string) =>
    group
      .command(name)
      .summary(summary)
      .description(description)
      .addHelpText("after", examples)
      .action(async (_options: unknown, command: Command) => {
        app.finish(await runs[name]({ flags: flagsOf(command) }, app));
      });
  const withFolder = (name: "backup" | "restore", summary: string, description: string) =>
    group
      .command(name)
      .summary(summary)
      .description(description)
      .argument("<folder>", name === "backup" ? "a folder that is not there yet" : "the backup")
      .addHelpText("after", examples)
      .action(async (folder: string, _options: unknown, command: Command) => {
        app.finish(await runs[name]({ folder, flags: flagsOf(command) }, app));
      });
  plain(
    "init",
    "make a ledger and its secret",
    "Make a ledger and its secret, and say where they are. Where there is one, that is said and nothing is changed. `suppress add` and `suppress import` make one too.",
  );
  plain(
    "status",
    "print what is in the ledger",
    "Print where the ledger is and what is in it, in numbers; nobody is named.",
  );
  plain(
    "audit",
    "check that nothing was altered",
    "Follow the chain of events from the first to the last, and check that suppressions, corrections and sealed parts are those that the events tell of. Anything that was altered, taken out, added or put in another order behind heartbeat's back is found and ends with exit 7.",
  );
  withFolder(
    "backup",
    "copy the ledger into a new folder",
    "Copy the ledger and its other files into a new folder. Evidence of rights requests and its keys are left out, and so is the secret: keep that somewhere else.",
  );
  withFolder(
    "restore",
    "bring a backup back, or unite it with what is there",
    "Check a backup and bring it back. Where there is no ledger, it becomes the ledger; where there is one, the two are united: whoever is suppressed in either stays suppressed, and nothing goes back to an earlier state. The secret has to be in its place.",
  );
}

const examples = `
Examples:
  heartbeat ledger init
  heartbeat ledger status --json
  heartbeat ledger audit
  heartbeat ledger backup /mnt/backups/ledger-2026-01-20
  heartbeat ledger restore /mnt/backups/ledger-2026-01-20`;
