import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarShowArguments } from "../../dsar/run-show.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarShowArguments, "flags">;
type Run = (given: DsarShowArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-show.ts")).runDsarShow(given, app);

/** `run` is how a test sees what was understood. */
export function dsarShowCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("show")
    .summary("show one request")
    .description(
      "Show one request: its facts, what is due when, the steps that it may take now, and its events. Whom it is about is shown with --person alone, and the ledger keeps that somebody looked.",
    )
    .requiredOption("--id <id>", "the request")
    .option("--person", "also whom it is about; that is recorded")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar show --id R-7K3M9QXD
  heartbeat dsar show --id R-7K3M9QXD --person`;
