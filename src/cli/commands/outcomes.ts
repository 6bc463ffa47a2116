import type { Command } from "commander";
import type { App } from "../app.ts";
import type { OutcomesFlagsArguments } from "../contacts/run-outcomes-flags.ts";
import type { OutcomesImportArguments } from "../contacts/run-outcomes-import.ts";
import { addReadingOptions, flagsOf } from "../options.ts";

interface TypedOptions {
  source?: string;
  asOf?: string;
  outcome?: string;
  rejects?: string;
  force?: true;
  dryRun?: true;
}

interface Runs {
  import: (given: OutcomesImportArguments, app: App) => Promise<number>;
  flags: (given: OutcomesFlagsArguments, app: App) => Promise<number>;
}

const runLazily: Runs = {
  import: async (given, app) =>
    (await import("../contacts/run-outcomes-import.ts")).runOutcomesImport(given, app),
  flags: async (given, app) =>
    (await import("../contacts/run-outcomes-flags.ts")).runOutcomesFlags(given, app),
};

/** `runs` is how a test sees what was understood. */
export function outcomesCommand(program: Command, app: App, runs: Runs = runLazily): void {
  const group = program
    .command("outcomes")
    .summary("take in what came of e-mails and calls, and who opted out")
    .description("Take in what came of e-mails and calls, and who opted out.")
    .addHelpText("after", examples);
  const importing = group
    .command("import")
    .summary("take in a list of outcomes and opt-outs")
    .description(
      "Read what a mail tool, a dialer or a CRM exports (CSV or Excel): rows with an NPI, an e-mail address or a telephone number, and what came of it. Bounces, dead numbers and wrong people lower or end the use of that address or number, from the next run on. Opt-outs and complaints close the channel: they go into the ledger, which no import of contacts brings back, and hold for every list, search and server of this machine. The same file twice changes nothing.",
    )
    .argument("<file>", "list of outcomes, or `-` for standard input")
    .option(
      "--source <name>",
      "what the list is called (default: its file name); the same name again replaces its outcomes, and adds to its opt-outs",
    )
    .option("--as-of <date>", "day of rows without one of their own, YYYY-MM-DD")
    .option("--outcome <words>", "outcome of rows that name none: unsubscribed, bounced …")
    .option("--rejects <file>", "write rows that could not be used there, to be mended")
    .option("-f, --force", "overwrite --rejects when it exists")
    .option("--dry-run", "read and count; keep nothing");
  addReadingOptions(importing)
    .addHelpText("after", importExamples)
    .action(async (file: string, typed: TypedOptions, command: Command) => {
      const { source, asOf, outcome, rejects, force, dryRun } = typed;
      const chosen = { force: force === true, dryRun: dryRun === true };
      const given = { file, source, asOf, outcome, rejects, ...chosen, flags: flagsOf(command) };
      app.finish(await runs.import(given, app));
    });
  group
    .command("flags")
    .summary("count the channels that are closed")
    .description(
      "Count the channels that are closed in the ledger, by channel, reason and source. Nobody is named: the ledger knows people, addresses and numbers by their hashes alone. Who opts in again is imported like any other outcome.",
    )
    .addHelpText("after", flagsExamples)
    .action(async (_options: unknown, command: Command) => {
      app.finish(await runs.flags({ flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat outcomes import bounces.csv --as-of 2026-01-15
  heartbeat outcomes flags`;

const importExamples = `
Examples:
  heartbeat outcomes import calls.xlsx
  heartbeat outcomes import bounces.csv --source mail-2026-01 --as-of 2026-01-15
  heartbeat outcomes import unsubscribes.csv --outcome unsubscribed --as-of 2026-01-15
  heartbeat outcomes import crm.csv --map outcome="Last Disposition" --dry-run`;

const flagsExamples = `
Examples:
  heartbeat outcomes flags
  heartbeat outcomes flags --json`;
