import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarLogArguments } from "../../dsar/run-log.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarLogArguments, "flags">;
type Run = (given: DsarLogArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-log.ts")).runDsarLog(given, app);

/** `run` is how a test sees what was understood. */
export function dsarLogCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("log")
    .summary("print the records of requests")
    .description(
      "Print what the law wants kept of every request of the last 24 months (11 CCR §7101), a line each as CSV: date, nature, manner, date and nature of the response, basis for a denial, and how it was handled. Nobody is named.",
    )
    .option("--csv <file>", "write it there instead of to standard output")
    .option("--since <date>", "from that day on instead of 24 months ago")
    .option("-f, --force", "overwrite --csv when it exists")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar log --csv requests-log.csv
  heartbeat dsar log --since 2026-01-01`;
