import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarChoiceArguments } from "../../dsar/run-opt-out.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarChoiceArguments, "flags">;
type Run = (given: DsarChoiceArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-limit.ts")).runDsarLimit(given, app);

/** `run` is how a test sees what was understood. */
export function dsarLimitCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("limit")
    .summary("limit the use of sensitive data")
    .description(
      "Carry out a request to limit the use of sensitive information. Nobody is verified for it. Of what is held only the data of people under 16 is sensitive: they are kept out; nothing of anybody else changes, and the letter says so.",
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
  heartbeat dsar limit --id R-7K3M9QXD
  heartbeat dsar limit --id R-7K3M9QXD --json`;
