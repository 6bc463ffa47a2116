import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarChoiceArguments } from "../../dsar/run-opt-out.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarChoiceArguments, "flags">;
type Run = (given: DsarChoiceArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-opt-out.ts")).runDsarOptOut(given, app);

/** `run` is how a test sees what was understood. */
export function dsarOptOutCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("opt-out")
    .summary("stop selling a person's data")
    .description(
      "Carry out an opt-out: nothing about the person is returned, kept or sold from now on, whoever they are: nobody is verified for it. Several people fit what was said: all are kept out. Nobody fits: what was said is kept for later imports. An agent needs a signed permission and nothing else. Nothing is erased; the person may opt in again.",
    )
    .requiredOption("--id <id>", "the request")
    .option(
      "--permission <file>",
      "the agent's signed permission or power of attorney; kept sealed",
    )
    .option("--all", "also where more than 20 people share what was said, as a telephone")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar opt-out --id R-7K3M9QXD
  heartbeat dsar opt-out --id R-7K3M9QXD --permission agent.pdf`;
