import type { Command } from "commander";
import type { App } from "../app.ts";
import { flagsOf } from "../options.ts";
import type { ImportArguments } from "../run-import.ts";
import type { StatusArguments } from "../run-status.ts";

interface Runs {
  import: (given: ImportArguments, app: App) => Promise<number>;
  status: (given: StatusArguments, app: App) => Promise<number>;
}

const runLazily: Runs = {
  import: async (given, app) => (await import("../run-import.ts")).runImport(given, app),
  status: async (given, app) => (await import("../run-status.ts")).runStatus(given, app),
};

/** `runs` is how a test sees what was understood. */
export function registryCommand(program: Command, app: App, runs: Runs = runLazily): void {
  const registry = program
    .command("registry")
    .summary("build the registry from public files, and look at it")
    .description("Build the registry from public files, and look at it.")
    .addHelpText("after", examples);
  registry
    .command("import")
    .summary("build or update the registry")
    .description(
      "Build a release from NPPES files (.csv or the .zip that CMS publishes; their other-name and practice-location files; weekly files; the deactivation report) and the NUCC taxonomy list. A full file makes a new release, a weekly file alone updates the current one. The former release stays in place until the new one is whole.",
    )
    .argument("<file...>", "source files, in any order")
    .addHelpText("after", importExamples)
    .action(async (files: string[], _options: unknown, command: Command) => {
      app.finish(await runs.import({ files, flags: flagsOf(command) }, app));
    });
  registry
    .command("status")
    .summary("print release, sources, counts, size and hash")
    .description("Print the current release: its sources with dates, counts, size and hash.")
    .addHelpText("after", statusExamples)
    .action(async (_options: unknown, command: Command) => {
      app.finish(await runs.status({ flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat registry import NPPES_Data_Dissemination_January_2026_V2.zip
  heartbeat registry status`;

const importExamples = `
Examples:
  heartbeat registry import NPPES_Data_Dissemination_January_2026_V2.zip nucc_taxonomy_260.csv
  heartbeat registry import NPPES_Data_Dissemination_011226_011826_Weekly_V2.zip
  heartbeat registry import npidata.csv --registry ./registry`;

const statusExamples = `
Examples:
  heartbeat registry status
  heartbeat registry status --registry ./registry --json`;
