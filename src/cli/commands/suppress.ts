import type { Command } from "commander";
import type { App } from "../app.ts";
import { addReadingOptions, flagsOf } from "../options.ts";
import type { SuppressAddArguments } from "../suppress/run-add.ts";
import type { SuppressCheckArguments } from "../suppress/run-check.ts";
import type { SuppressImportArguments } from "../suppress/run-import.ts";
import type { SuppressListArguments } from "../suppress/run-list.ts";
import type { SuppressRemoveArguments } from "../suppress/run-remove.ts";

interface TypedPerson {
  npi?: string;
  from?: string;
}

interface TypedOptions extends TypedPerson {
  reason?: string;
  channel?: string;
  source?: string;
  date?: string;
  irreversible?: true;
  hashed?: string[];
  rejects?: string;
  output?: string;
  force?: true;
  dryRun?: true;
}

interface Runs {
  add: (given: SuppressAddArguments, app: App) => Promise<number>;
  remove: (given: SuppressRemoveArguments, app: App) => Promise<number>;
  import: (given: SuppressImportArguments, app: App) => Promise<number>;
  list: (given: SuppressListArguments, app: App) => Promise<number>;
  check: (given: SuppressCheckArguments, app: App) => Promise<number>;
}

const runLazily: Runs = {
  add: async (given, app) => (await import("../suppress/run-add.ts")).runSuppressAdd(given, app),
  remove: async (given, app) =>
    (await import("../suppress/run-remove.ts")).runSuppressRemove(given, app),
  import: async (given, app) =>
    (await import("../suppress/run-import.ts")).runSuppressImport(given, app),
  list: async (given, app) => (await import("../suppress/run-list.ts")).runSuppressList(given, app),
  check: async (given, app) =>
    (await import("../suppress/run-check.ts")).runSuppressCheck(given, app),
};

const npiOption = "the person's NPI; everything else that names somebody comes from a file";
const fromOption = "file with lines like `email: jane@example.com`, or `-` (the default)";

/** `runs` is how a test sees what was understood. */
export function suppressCommand(program: Command, app: App, runs: Runs = runLazily): void {
  const group = program
    .command("suppress")
    .summary("people about whom nothing may be returned or kept")
    .description(
      "Keep people out of everything: a list that is enriched, a search, a server, a registry that is imported again. The ledger knows them by hashes alone, and keeps them whatever becomes of the registry.",
    )
    .addHelpText("after", examples);
  group
    .command("add")
    .summary("suppress one person")
    .description(
      "Suppress one person, by NPI or by what is read from a file or standard input: lines `field: value`, or JSON, with npi, license and license_state, email, phone, first_name, last_name, full_name, city, state and zip. Any one of these is enough to keep the person out later. Makes the ledger where there is none.",
    )
    .option("--npi <npi>", npiOption)
    .option("--from <file>", fromOption)
    .requiredOption("--reason <reason>", "opt_out, deletion (for good), minor or own_list")
    .option("--channel <word>", "how it came: email, form, phone, letter … (default: cli)")
    .option("--source <name>", "what says so, for your own count (default: manual)")
    .option("--date <date>", "day on which it came, YYYY-MM-DD (default: today)")
    .option("--irreversible", "never to be lifted")
    .addHelpText("after", addExamples)
    .action(async (typed: TypedOptions, command: Command) => {
      const { npi, from, date } = typed;
      const { reason = "", channel = "cli", source = "manual" } = typed;
      const irreversible = typed.irreversible === true;
      const terms = { reason, channel, source, date, irreversible };
      app.finish(await runs.add({ npi, from, ...terms, flags: flagsOf(command) }, app));
    });
  group
    .command("remove")
    .summary("lift the suppression of one person")
    .description(
      "Lift every suppression that has any of the keys of this person, named as for `suppress add`. Where one of them is for good, or of a minor, none is lifted: exit 6. A minor's is lifted by naming the reason.",
    )
    .option("--npi <npi>", npiOption)
    .option("--from <file>", fromOption)
    .option("--reason <reason>", "those of this reason alone: opt_out, minor or own_list")
    .addHelpText("after", removeExamples)
    .action(async ({ npi, from, reason }: TypedOptions, command: Command) => {
      app.finish(await runs.remove({ npi, from, reason, flags: flagsOf(command) }, app));
    });
  const importing = group
    .command("import")
    .summary("suppress the people of a list")
    .description(
      "Suppress everybody in a list (CSV or Excel): rows with an NPI, a license and its state, an e-mail address, a telephone number, or a name with its ZIP or its city and state. Values may be hashed already: SHA-256 in base64 or hex of the standardized value. All of the list is suppressed, or nobody; the same list twice adds nobody.",
    )
    .argument("<file>", "list of people, or `-` for standard input")
    .option("--source <name>", "what the list is called (default: its file name)")
    .option("--reason <reason>", "opt_out, deletion, minor or own_list (default: own_list)")
    .option("--channel <word>", "how it came (default: list)")
    .option("--date <date>", "day on which it came, YYYY-MM-DD (default: today)")
    .option("--irreversible", "never to be lifted")
    .option(
      "--hashed <kind=Column>",
      "say of what a column holds hashes: npi, email or phone; repeatable",
      (text: string, before: string[] = []) => [...before, text],
    )
    .option("--rejects <file>", "write rows that could not be used there, to be mended")
    .option("-f, --force", "overwrite --rejects when it exists")
    .option("--dry-run", "read and count; suppress nobody");
  addReadingOptions(importing)
    .addHelpText("after", importExamples)
    .action(async (file: string, typed: TypedOptions, command: Command) => {
      const { source, date, hashed = [], rejects } = typed;
      const { reason = "own_list", channel = "list" } = typed;
      const chosen = {
        irreversible: typed.irreversible === true,
        force: typed.force === true,
        dryRun: typed.dryRun === true,
      };
      const terms = { reason, channel, source, date, ...chosen };
      app.finish(
        await runs.import({ file, hashed, rejects, ...terms, flags: flagsOf(command) }, app),
      );
    });
  group
    .command("list")
    .summary("count who is suppressed")
    .description("Count who is suppressed, by reason, channel and source. Nobody is named.")
    .addHelpText("after", listExamples)
    .action(async (_options: unknown, command: Command) => {
      app.finish(await runs.list({ flags: flagsOf(command) }, app));
    });
  const checking = group
    .command("check")
    .summary("say which rows of a list are suppressed")
    .description(
      "Say which rows of a list are about people who are suppressed, by their numbers, or whether one person is. Nothing is changed.",
    )
    .argument("[file]", "list of people, or `-` for standard input; without it one person")
    .option("--npi <npi>", npiOption)
    .option("--from <file>", fromOption)
    .option(
      "--hashed <kind=Column>",
      "say of what a column holds hashes: npi, email or phone; repeatable",
      (text: string, before: string[] = []) => [...before, text],
    )
    .option("-o, --output <file>", "write the numbers of the rows there, as CSV")
    .option("-f, --force", "overwrite --output when it exists");
  addReadingOptions(checking)
    .addHelpText("after", checkExamples)
    .action(async (file: string | undefined, typed: TypedOptions, command: Command) => {
      const { npi, from, hashed = [], output } = typed;
      const force = typed.force === true;
      const flags = flagsOf(command);
      app.finish(await runs.check({ file, npi, from, hashed, output, force, flags }, app));
    });
}

const examples = `
Examples:
  heartbeat suppress import opt-outs.csv
  heartbeat suppress add --reason opt_out --from person.txt
  heartbeat suppress list`;

const addExamples = `
Examples:
  heartbeat suppress add --reason opt_out --npi 1999999992
  heartbeat suppress add --reason opt_out --channel email --from person.txt
  heartbeat suppress add --reason deletion --date 2026-01-15 --from person.json`;

const removeExamples = `
Examples:
  heartbeat suppress remove --npi 1999999992
  heartbeat suppress remove --from person.txt`;

const importExamples = `
Examples:
  heartbeat suppress import opt-outs.csv
  heartbeat suppress import former-clients.xlsx --source former-clients --dry-run
  heartbeat suppress import hashes.csv --hashed email=Digest --reason opt_out`;

const listExamples = `
Examples:
  heartbeat suppress list
  heartbeat suppress list --json`;

const checkExamples = `
Examples:
  heartbeat suppress check leads.csv
  heartbeat suppress check leads.csv --output suppressed-rows.csv
  heartbeat suppress check --npi 1999999992`;
