import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarAckArguments } from "../../dsar/run-ack.ts";
import { flagsOf } from "../../options.ts";

type Run = (given: DsarAckArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-ack.ts")).runDsarAck(given, app);

/** `run` is how a test sees what was understood. */
export function dsarAckCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("ack")
    .summary("confirm that a request came")
    .description(
      "Write down that whoever asked is told today that their request came, and say whether that is within 10 business days. The letter for it: heartbeat dsar letter.",
    )
    .requiredOption("--id <id>", "the request")
    .addHelpText("after", examples)
    .action(async ({ id }: { id: string }, command: Command) => {
      app.finish(await run({ id, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar ack --id R-7K3M9QXD
  heartbeat dsar ack --id R-7K3M9QXD --json`;
