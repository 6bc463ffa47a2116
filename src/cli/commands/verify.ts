import type { Command } from "commander";
import type { App } from "../app.ts";
import type { VerifyArguments } from "../list/run-verify.ts";
import { flagsOf } from "../options.ts";

interface TypedOptions {
  against?: string;
  receipt?: string;
  duplicates?: string;
}

type Run = (given: VerifyArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../list/run-verify.ts")).runVerify(given, app);

/** `run` is how a test sees what was understood. */
export function verifyCommand(program: Command, app: App, run: Run = runLazily): void {
  program
    .command("verify")
    .summary("check an enriched list against its receipt")
    .description(
      "Check that an enriched list still is what its run wrote: the receipt adds up, the list's own records are there byte for byte and in order, the statuses are as counted. With --against the list itself is compared too. Exit 7 where a check fails. No registry is needed.",
    )
    .argument("<file>", "the enriched list, or `-` for standard input")
    .option("--against <file>", "the list that was enriched")
    .option("--receipt <file>", "its receipt (default: <file>.receipt.json)")
    .option(
      "--duplicates <file>",
      "log of the rows that --dedupe drop left out (default: <name>.duplicates.csv)",
    )
    .addHelpText("after", examples)
    .action(async (file: string, typed: TypedOptions, acting: Command) => {
      const { against, receipt, duplicates } = typed;
      app.finish(await run({ file, against, receipt, duplicates, flags: flagsOf(acting) }, app));
    });
}

const examples = `
Examples:
  heartbeat verify leads.enriched.csv --against leads.csv
  heartbeat verify leads.enriched.csv --json
  heartbeat verify out.csv --against leads.csv --receipt run.json`;
