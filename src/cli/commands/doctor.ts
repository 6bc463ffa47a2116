import type { Command } from "commander";
import type { App } from "../app.ts";
import type { DoctorArguments } from "../list/run-doctor.ts";
import { addReadingOptions, flagsOf } from "../options.ts";

interface TypedOptions {
  strict?: true;
}

type Run = (given: DoctorArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../list/run-doctor.ts")).runDoctor(given, app);

/** `run` is how a test sees what was understood. */
export function doctorCommand(program: Command, app: App, run: Run = runLazily): void {
  const command = program
    .command("doctor")
    .summary("say what is wrong with a list before a run")
    .description(
      "Look at every cell of one or more lists and say what spreadsheets, exports and typing have done to them: what a run repairs by itself, what is lost, and which columns are never sent; with rows and columns, never with a value. Nothing is changed, nothing is sent, and no registry is needed.",
    )
    .argument("<file...>", "lists, or `-` for standard input")
    .option("--strict", "exit 7 when there is any error or warning");
  addReadingOptions(command)
    .addHelpText("after", examples)
    .action(async (files: string[], typed: TypedOptions, acting: Command) => {
      const given = { files, strict: typed.strict === true, flags: flagsOf(acting) };
      app.finish(await run(given, app));
    });
}

const examples = `
With GITHUB_ACTIONS=true the findings are annotations of the files, too.

Examples:
  heartbeat doctor leads.csv
  heartbeat doctor lists/may.csv lists/june.csv --strict
  heartbeat doctor export.csv --map npi="Provider ID" --json`;
