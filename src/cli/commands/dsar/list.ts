import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarListArguments } from "../../dsar/run-list.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarListArguments, "flags">;
type Run = (given: DsarListArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-list.ts")).runDsarList(given, app);

/** `run` is how a test sees what was understood. */
export function dsarListCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("list")
    .summary("list requests")
    .description(
      "List requests, what is due first on top, and whether it is urgent or overdue. Nobody is named.",
    )
    .option("--state <state>", "only those that are received, acknowledged, verifying, verified …")
    .option("--type <type>", "only those of a type: know-specific, delete, opt-out …")
    .option("--open", "only those that are not answered")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar list --open
  heartbeat dsar list --type delete --json`;
