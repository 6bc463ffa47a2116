import type { Command } from "commander";
import type { App } from "../app.ts";
import { addCheckOptions, type CheckOptions, checksOf } from "../checks/check-options.ts";
import { addRunOptions, type RunOptions, runArguments } from "../enrich/run-options.ts";
import { flagsOf } from "../options.ts";
import type { ApplyArguments } from "../plan/run-apply.ts";

interface TypedOptions extends RunOptions, CheckOptions {
  output?: string;
  force?: true;
}

type Run = (given: ApplyArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../plan/run-apply.ts")).runApply(given, app);

/** `run` is how a test sees what was understood. */
export function applyCommand(program: Command, app: App, run: Run = runLazily): void {
  const command = program
    .command("apply")
    .summary("enrich a list as it was planned, or refuse")
    .description(
      "Enrich the list that a plan is about, just as it was planned. Before anybody is asked, list, mapping, release, settings and the version of heartbeat are held against the plan; where anything differs, that is said and nothing is done (exit 7). Whom to ask is said here, as for `enrich`.",
    )
    .argument("<plan>", "what `heartbeat plan` wrote")
    .option(
      "-o, --output <file>",
      "where to write, `-` for stdout (default: <name>.enriched.<ext>)",
    )
    .option("-f, --force", "overwrite what is to be written when it exists");
  addCheckOptions(addRunOptions(command))
    .addHelpText("after", examples)
    .action(async (plan: string, typed: TypedOptions, acting: Command) => {
      const { output, force } = typed;
      const given: ApplyArguments = {
        ...{ plan, output, ...runArguments(typed), force: force === true },
        checks: checksOf(typed),
        flags: flagsOf(acting),
      };
      app.finish(await run(given, app));
    });
}

const examples = `
Examples:
  heartbeat apply leads.plan.json
  heartbeat apply plan.json -o new.csv --report report.html
  heartbeat apply plan.json --registry fixtures/npidata.csv`;
