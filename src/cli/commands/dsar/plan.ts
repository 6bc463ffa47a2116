import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarPlanArguments } from "../../dsar/run-plan.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarPlanArguments, "flags">;
type Run = (given: DsarPlanArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-plan.ts")).runDsarPlan(given, app);

/** `run` is how a test sees what was understood. */
export function dsarPlanCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("plan")
    .summary("say what a deletion will do, before anything is done")
    .description(
      "Write down what a deletion will erase and where, what is kept and under which exception, and who is notified. The plan names kinds of fields, counts and places, no value of the person's. `dsar delete` does what the plan says, and nothing else.",
    )
    .requiredOption("--id <id>", "the request")
    .option("-o, --output <file>", "where the plan goes (default: ID.plan.json)")
    .option("--look <list...>", "lists of yours to look through for rows of the person")
    .option(
      "--kept <file>",
      "CSV of records in other systems: record, where, exceptions, statute, purpose, review",
    )
    .option("--force", "write over a plan that is there")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar plan --id R-7K3M9QXD -o plan.json
  heartbeat dsar plan --id R-7K3M9QXD --look leads.csv --kept kept.csv`;
