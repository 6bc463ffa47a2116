import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarAmendArguments } from "../../dsar/run-amend.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarAmendArguments, "flags">;
type Run = (given: DsarAmendArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-amend.ts")).runDsarAmend(given, app);

/** `run` is how a test sees what was understood. */
export function dsarAmendCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("amend")
    .summary("add to what was said of a person")
    .description(
      "Add what somebody has said since of whom their opt-out, limit or opt-in is about, where it was too little to find them. Other requests are not amended: there people prove who they are, by `verify`.",
    )
    .requiredOption("--id <id>", "the request")
    .option("--person <file>", "lines `field: value` as for `suppress add`, or `-` (the default)")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar amend --id R-7K3M9QXD --person more.txt
  heartbeat dsar amend --id R-7K3M9QXD --person -`;
