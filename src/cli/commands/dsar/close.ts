import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarCloseArguments } from "../../dsar/run-close.ts";
import { flagsOf } from "../../options.ts";

type Run = (given: DsarCloseArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-close.ts")).runDsarClose(given, app);

/** `run` is how a test sees what was understood. */
export function dsarCloseCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("close")
    .summary("end a request that was answered")
    .description(
      "End a request that was answered. Says so where no letter was made since the answer; letters and notes can still be made afterwards.",
    )
    .requiredOption("--id <id>", "the request")
    .addHelpText("after", examples)
    .action(async ({ id }: { id: string }, command: Command) => {
      app.finish(await run({ id, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar close --id R-7K3M9QXD
  heartbeat dsar close --id R-7K3M9QXD --json`;
