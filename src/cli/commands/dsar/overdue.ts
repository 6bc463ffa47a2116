import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarOverdueArguments } from "../../dsar/run-overdue.ts";
import { flagsOf } from "../../options.ts";

type Run = (given: DsarOverdueArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-overdue.ts")).runDsarOverdue(given, app);

/** `run` is how a test sees what was understood. */
export function dsarOverdueCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("overdue")
    .summary("say what is overdue")
    .description(
      "Say which requests are overdue, to be acknowledged or answered, and which will be soon: from day 44 on, or on the last day. Exit 7 where anything is overdue, so that a daily job notices.",
    )
    .addHelpText("after", examples)
    .action(async (_options: unknown, command: Command) => {
      app.finish(await run({ flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar overdue
  heartbeat dsar overdue --quiet || mail -s overdue privacy@example.com < /dev/null`;
