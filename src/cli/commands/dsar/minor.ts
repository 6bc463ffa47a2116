import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarMinorArguments } from "../../dsar/run-minor.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarMinorArguments, "flags">;
type Run = (given: DsarMinorArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-minor.ts")).runDsarMinor(given, app);

/** `run` is how a test sees what was understood. */
export function dsarMinorCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("minor")
    .summary("keep somebody under 16 out")
    .description(
      "Record a sign that the person is under 16, and keep them out from now on. Possible at any time of any request; `open --minor` does it at once. Lifted by `suppress remove --reason minor` alone.",
    )
    .requiredOption("--id <id>", "the request")
    .option("--all", "also where more than 20 people share what was said, as a telephone")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar minor --id R-7K3M9QXD
  heartbeat dsar minor --id R-7K3M9QXD --json`;
