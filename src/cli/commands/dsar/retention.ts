import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarRetentionArguments } from "../../dsar/run-retention.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarRetentionArguments, "flags">;
type Run = (given: DsarRetentionArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-retention.ts")).runDsarRetention(given, app);

/** `run` is how a test sees what was understood. */
export function dsarRetentionCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("retention")
    .summary("shred what is past its time")
    .description("Keep what the law wants kept, and no longer.")
    .addHelpText("after", examples)
    .command("run")
    .summary("shred what is past its time")
    .description(
      "Shred the sealed records of requests that were answered and closed more than 24 months ago, who asked among them, and evidence that has served. The events stay, and the chain stays whole; suppressions and corrections are kept. May be run as often as you like.",
    )
    .option("--dry-run", "say what would be shredded; shred nothing")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar retention run --dry-run
  heartbeat dsar retention run`;
