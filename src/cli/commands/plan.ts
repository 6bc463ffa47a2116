import type { Command } from "commander";
import type { App } from "../app.ts";
import { addCellOptions, type CellOptions, cellArguments } from "../enrich/cell-options.ts";
import { addListOptions, flagsOf } from "../options.ts";
import type { PlanArguments } from "../plan/run-plan.ts";

interface TypedOptions extends CellOptions {
  output?: string;
  saveMap?: string;
  force?: true;
}

type Run = (given: PlanArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../plan/run-plan.ts")).runPlan(given, app);

/** `run` is how a test sees what was understood. */
export function planCommand(program: Command, app: App, run: Run = runLazily): void {
  const command = program
    .command("plan")
    .summary("write down what `enrich` would do, for `apply`")
    .description(
      "Read a list and write down what `enrich` would do with it: whom it would ask how many requests, by which keys, which rows it would leave out and why, mapping, context, release and settings, bound to the list by its hash. No lead is sent to anybody. `heartbeat apply` does just that, or refuses.",
    )
    .argument("<file>", "the list")
    .option(
      "-o, --output <file>",
      "where the plan goes, `-` for stdout (default: <name>.plan.json)",
    )
    .option("-f, --force", "overwrite the plan when it exists")
    .option(
      "--format <format>",
      "csv, xlsx or ndjson, of the enriched list (default: as the list)",
    );
  addCellOptions(addListOptions(command))
    .addHelpText("after", examples)
    .action(async (file: string, typed: TypedOptions, acting: Command) => {
      const { output, force, saveMap } = typed;
      const call: PlanArguments["call"] = {
        ...cellArguments(typed),
        ...{ saveMap, rejects: undefined, provenance: undefined, receipt: undefined },
        ...{ duplicates: undefined, fresh: false, retryErrors: false, checks: noChecks },
        flags: flagsOf(acting),
      };
      app.finish(await run({ call, file, output, force: force === true }, app));
    });
}

/** They belong to the run itself. */
const noChecks = {
  ...{ decisions: undefined, canaries: undefined },
  ...{ junit: undefined, report: undefined },
};

const examples = `
Examples:
  heartbeat plan leads.csv
  heartbeat plan leads.csv --fields identity,contact --write fill -o plan.json
  heartbeat plan leads.csv --max-requests 5000 --json`;
