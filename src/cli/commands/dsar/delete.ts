import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarDeleteArguments } from "../../dsar/run-delete.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarDeleteArguments, "flags">;
type Run = (given: DsarDeleteArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-delete.ts")).runDsarDelete(given, app);

/** `run` is how a test sees what was understood. */
export function dsarDeleteCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("delete")
    .summary("carry out the plan of a deletion")
    .description(
      "Suppress the person for good, erase them from every registry, journal and correction on this machine, look again whether anything is left, and write a notice for everybody who was told about them. Interrupted at any moment, the same command goes on.",
    )
    .requiredOption("--id <id>", "the request")
    .requiredOption(
      "--plan <file>",
      "the plan that was made last; another or a changed one is refused",
    )
    .option("--out <folder>", "where notices and the receipt go (default: ID.deletion)")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar delete --id R-7K3M9QXD --plan plan.json
  heartbeat dsar delete --id R-7K3M9QXD --plan plan.json --out notices`;
