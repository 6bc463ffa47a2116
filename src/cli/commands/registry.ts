import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import type { ImportContactsArguments } from "../contacts/run-import-contacts.ts";
import { addReadingOptions, flagsOf } from "../options.ts";
import type { CalibrateArguments } from "../registry/run-calibrate.ts";
import type { ImportArguments } from "../registry/run-import.ts";
import type { RemoveArguments } from "../registry/run-remove.ts";
import type { StatusArguments } from "../registry/run-status.ts";

interface Runs {
  import: (given: ImportArguments, app: App) => Promise<number>;
  importContacts: (given: ImportContactsArguments, app: App) => Promise<number>;
  remove: (given: RemoveArguments, app: App) => Promise<number>;
  status: (given: StatusArguments, app: App) => Promise<number>;
  calibrate: (given: CalibrateArguments, app: App) => Promise<number>;
}

const runLazily: Runs = {
  import: async (given, app) => (await import("../registry/run-import.ts")).runImport(given, app),
  importContacts: async (given, app) =>
    (await import("../contacts/run-import-contacts.ts")).runImportContacts(given, app),
  remove: async (given, app) => (await import("../registry/run-remove.ts")).runRemove(given, app),
  status: async (given, app) => (await import("../registry/run-status.ts")).runStatus(given, app),
  calibrate: async (given, app) =>
    (await import("../registry/run-calibrate.ts")).runCalibrate(given, app),
};

/** `runs` is how a test sees what was understood. */
export function registryCommand(program: Command, app: App, runs: Runs = runLazily): void {
  const registry = program
    .command("registry")
    .summary("build the registry, add contacts to it, and look at it")
    .description(
      "Build the registry from public files, add lists of contacts to it, and look at it.",
    )
    .addHelpText("after", examples);
  importCommand(registry, app, runs);
  registry
    .command("remove")
    .summary("take a list of contacts or outcomes out again")
    .description(
      "Take a source of contacts or outcomes out of the current release, with all that it gave. The release is then the one that it was, or would be, without it.",
    )
    .requiredOption("--source <name>", "its name; `registry status` lists them")
    .addHelpText("after", removeExamples)
    .action(async ({ source }: { source: string }, command: Command) => {
      app.finish(await runs.remove({ source, flags: flagsOf(command) }, app));
    });
  registry
    .command("status")
    .summary("print release, sources, counts, size and hash")
    .description("Print the current release: its sources with dates, counts, size and hash.")
    .addHelpText("after", statusExamples)
    .action(async (_options: unknown, command: Command) => {
      app.finish(await runs.status({ flags: flagsOf(command) }, app));
    });
  registry
    .command("calibrate")
    .summary("fit confidences on the registry's own people")
    .description(
      "Fit the confidences of the current release once more: people of the registry are written down as dirty lists would have them and asked about, once as they are and once as if they were not on file. An import of a whole file does the same at its end; weekly updates keep what was fitted. Prints the curves, their errors on held-out leads, and what --target-precision will use.",
    )
    .option("--sample <n>", "people to ask about, 500 to 100000 (default: 8000)", toSample)
    .addHelpText("after", calibrateExamples)
    .action(async ({ sample }: { sample?: number }, command: Command) => {
      app.finish(await runs.calibrate({ sample, flags: flagsOf(command) }, app));
    });
}

interface ImportOptions {
  source?: string;
  asOf?: string;
  priority?: string;
  rejects?: string;
  dryRun?: true;
  force?: true;
  withoutContacts?: true;
}

function importCommand(registry: Command, app: App, runs: Runs): void {
  const command = registry
    .command("import")
    .summary("build or update the registry, or add a list of contacts")
    .description(
      "Build a release from NPPES files (.csv or the .zip that CMS publishes; their other-name and practice-location files; weekly files; the deactivation report) and the NUCC taxonomy list. A full file makes a new release, a weekly file alone updates the current one. The former release stays in place until the new one is whole; the contacts it holds are carried over. With --source the file is a list of contacts (CSV or Excel): e-mail addresses, telephone numbers, addresses, employers and titles of people who are on file.",
    )
    .argument("<file...>", "source files, in any order; or one list of contacts")
    .option("--without-contacts", "build the new release without the former one's contacts")
    .optionsGroup("Options of a list of contacts:")
    .option("--source <name>", "what the list is called; the same name again replaces it")
    .option("--as-of <date>", "day on which it was right, YYYY-MM-DD; required with --source")
    .option("--priority <n>", "of two sources the higher one wins, -1000 to 1000 (default: 0)")
    .option("--min-confidence <p>", "confidence that joins a row without an NPI (default: 0.95)")
    .option("--rejects <file>", "write rows that were not stored there, to be mended")
    .option("-f, --force", "overwrite --rejects when it exists")
    .option("--dry-run", "read and count; store nothing");
  addReadingOptions(command)
    .addHelpText("after", importExamples)
    .action(async (files: string[], options: ImportOptions, acting: Command) => {
      const { source, asOf, priority, rejects, dryRun, force, withoutContacts } = options;
      const flags = flagsOf(acting);
      if (source === undefined) {
        refuseContactOptions(options);
        app.finish(await runs.import({ files, withoutContacts, flags }, app));
        return;
      }
      const chosen = { dryRun: dryRun === true, force: force === true };
      const given = { files, source, asOf, priority, rejects, ...chosen, flags };
      app.finish(await runs.importContacts(given, app));
    });
}

/** Without its name a list of contacts would be taken for a public file. */
function refuseContactOptions({ asOf, priority, rejects, dryRun }: ImportOptions): void {
  if ([asOf, priority, rejects, dryRun].every((option) => option === undefined)) return;
  throw new UsageError(
    "source_missing",
    "--as-of, --priority, --rejects and --dry-run belong to a list of contacts, and --source is missing.",
    "For example: heartbeat registry import contacts.csv --source acme --as-of 2026-01-15",
  );
}

function toSample(text: string): number {
  const sample = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (sample >= 500 && sample <= 100_000) return sample;
  throw new InvalidArgumentError("It is a whole number from 500 to 100000.");
}

const examples = `
Examples:
  heartbeat registry import NPPES_Data_Dissemination_January_2026_V2.zip
  heartbeat registry status`;

const importExamples = `
Examples:
  heartbeat registry import NPPES_Data_Dissemination_January_2026_V2.zip nucc_taxonomy_260.csv
  heartbeat registry import NPPES_Data_Dissemination_011226_011826_Weekly_V2.zip
  heartbeat registry import npidata.csv --registry ./registry
  heartbeat registry import contacts.csv --source acme --as-of 2026-01-15
  heartbeat registry import contacts.csv --source acme --as-of 2026-01-15 --dry-run`;

const removeExamples = `
Examples:
  heartbeat registry remove --source acme
  heartbeat registry remove --source crm-2025 --registry ./registry`;

const statusExamples = `
Examples:
  heartbeat registry status
  heartbeat registry status --registry ./registry --json`;

const calibrateExamples = `
Examples:
  heartbeat registry calibrate
  heartbeat registry calibrate --registry ./registry --sample 20000 --json`;
