import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarHoldArguments } from "../../dsar/run-hold.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarHoldArguments, "flags">;
type Run = (given: DsarHoldArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-hold.ts")).runDsarHold(given, app);

/** `run` is how a test sees what was understood. */
export function dsarHoldCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("hold")
    .summary("hold a request that is believed to be fraudulent")
    .description(
      "Keep a request from being fulfilled while there is reason to believe that it is fraudulent, also where what they know of the profile is right. Why is kept sealed. Only then may a copy of an identification credential be asked for and taken; it is shredded as soon as verification is over.",
    )
    .requiredOption("--id <id>", "id of the request")
    .option("--reason-file <file>", "file that says why it is believed to be fraudulent")
    .option("--ask-identity", "ask for a copy of an identification credential")
    .option("--clear", "the belief has gone: the request goes on")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar hold --id R-7K3M9QXD --reason-file why.txt
  heartbeat dsar hold --id R-7K3M9QXD --clear`;
