import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarMetricsArguments } from "../../dsar/run-metrics.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarMetricsArguments, "flags">;
type Run = (given: DsarMetricsArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-metrics.ts")).runDsarMetrics(given, app);

/** `run` is how a test sees what was understood. */
export function dsarMetricsCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("metrics")
    .summary("count the requests of a year")
    .description(
      "Count the requests of a calendar year for both yearly reports (11 CCR §7102, Civ. Code §1798.99.85): received, complied with in whole or part, denied and why, mean and median days to respond. Every figure is counted from the log.",
    )
    .requiredOption("--year <year>", "of the day on which requests came")
    .option("-o, --output <folder>", "write metrics-YEAR.json and metrics-YEAR.html there")
    .option("-f, --force", "overwrite them when they exist")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar metrics --year 2026
  heartbeat dsar metrics --year 2026 --output reports`;
