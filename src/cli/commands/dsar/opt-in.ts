import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarOptInArguments } from "../../dsar/run-opt-in.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarOptInArguments, "flags">;
type Run = (given: DsarOptInArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-opt-in.ts")).runDsarOptIn(given, app);

/** `run` is how a test sees what was understood. */
export function dsarOptInCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("opt-in")
    .summary("lift a person's own opt-out")
    .description(
      "Carry out an opt-in after an opt-out, at the person's own request and in two steps: without --confirm it is recorded that they asked; with it, once they have confirmed, their opt-outs are lifted. A deletion, a minor's suppression and lists of your own stay.",
    )
    .requiredOption("--id <id>", "the request")
    .option("--confirm", "the person has confirmed it, apart from asking")
    .option(
      "--permission <file>",
      "the agent's signed permission or power of attorney; kept sealed",
    )
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar opt-in --id R-7K3M9QXD
  heartbeat dsar opt-in --id R-7K3M9QXD --confirm`;
