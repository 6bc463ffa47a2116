import { type Command, InvalidArgumentError } from "commander";
import type { App } from "../app.ts";
import { flagsOf } from "../options.ts";
import type { CalibrateArguments } from "../run-calibrate.ts";
import type { ImportArguments } from "../run-import.ts";
import type { StatusArguments } from "../run-status.ts";

interface Runs {
  import: (given: ImportArguments, app: App) => Promise<number>;
  status: (given: StatusArguments, app: App) => Promise<number>;
  calibrate: (given: CalibrateArguments, app: App) => Promise<number>;
}

const runLazily: Runs = {
  import: async (given, app) => (await import("../run-import.ts")).runImport(given, app),
  status: async (given, app) => (await import("../run-status.ts")).runStatus(given, app),
  calibrate: async (given, app) => (await import("../run-calibrate.ts")).runCalibrate(given, app),
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
  heartbeat registry import npidata.csv --registry ./registry`;

const statusExamples = `
Examples:
  heartbeat registry status
  heartbeat registry status --registry ./registry --json`;

const calibrateExamples = `
Examples:
  heartbeat registry calibrate
  heartbeat registry calibrate --registry ./registry --sample 20000 --json`;
