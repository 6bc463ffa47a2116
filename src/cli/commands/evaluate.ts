import type { Command } from "commander";
import type { App } from "../app.ts";
import type { EvaluateArguments } from "../list/run-evaluate.ts";
import { flagsOf } from "../options.ts";

interface TypedOptions {
  truth: string;
  id?: string;
  truthId?: string;
  npi: string;
  inRegistry?: string;
  by?: string[];
}

type Run = (given: EvaluateArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../list/run-evaluate.ts")).runEvaluate(given, app);

/** `run` is how a test sees what was understood. */
export function evaluateCommand(program: Command, app: App, run: Run = runLazily): void {
  program
    .command("evaluate")
    .summary("measure an enriched list whose answers you know")
    .description(
      "Compare an enriched list with a file of right NPIs and print how many answers are right: precision, recall, false matches, calibration, by status and by any column. An empty NPI in the truth file means that the person is not in the registry. No registry is needed.",
    )
    .argument("<file>", "the enriched list, or `-` for standard input")
    .requiredOption("--truth <file>", "CSV with the right NPI of each row")
    .option(
      "--id <column>",
      "column of both files that identifies a row, or `row` for row numbers (default: the one they share)",
    )
    .option("--truth-id <column>", "its name in the truth file, where that differs")
    .option("--npi <column>", "column of the truth file with the right NPI", "npi")
    .option(
      "--in-registry <column>",
      "column of the truth file with Y or N: N means not in the registry (default: in_registry, if there)",
    )
    .option("--by <column>", "also print figures for each value of a column; repeatable", collect)
    .option("--delimiter <char>", 'column separator: , ; | or "tab" (default: found by evidence)')
    .option("--header-row <n>", "line of the enriched list with the names of the columns")
    .option("--sheet <name>", "sheet of whichever file is a workbook")
    .addHelpText("after", examples)
    .action(async (file: string, typed: TypedOptions, acting: Command) => {
      const { truth, id, truthId, npi, inRegistry, by = [] } = typed;
      const given = { file, truth, options: { id, truthId, npi, inRegistry, by } };
      app.finish(await run({ ...given, flags: flagsOf(acting) }, app));
    });
}

function collect(column: string, before: readonly string[] = []): string[] {
  return [...before, column];
}

const examples = `
Examples:
  heartbeat evaluate fixtures/leads.enriched.csv --truth fixtures/truth.csv
  heartbeat evaluate out.csv --truth truth.csv --id lead_id --by hb_reason
  heartbeat evaluate out.csv --truth known.csv --id Ref --truth-id "Our ID" --json`;
