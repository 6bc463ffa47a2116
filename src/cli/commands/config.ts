import type { Command } from "commander";
import type { App } from "../app.ts";
import { flagsOf } from "../options.ts";
import type { ConfigArguments } from "../run-config.ts";

type Run = (given: ConfigArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../run-config.ts")).runConfig(given, app);

/** `run` is how a test sees what was understood. */
export function configCommand(program: Command, app: App, run: Run = runLazily): void {
  const config = program
    .command("config")
    .summary("show the settings and who said them")
    .description(
      "Settings come from flags, HEARTBEAT_* variables, ./heartbeat.json, the user's own config.json and defaults; the first that says something wins.",
    )
    .addHelpText("after", examples);
  config
    .command("show")
    .summary("print every setting")
    .description("Print every setting as it counts in this folder.")
    .option("--origin", "also print who said it")
    .addHelpText("after", examples)
    .action(async (options: { origin?: true }, command: Command) => {
      const given = { origin: options.origin === true, flags: flagsOf(command) };
      app.finish(await run(given, app));
    });
}

const examples = `
Examples:
  heartbeat config show --origin
  HEARTBEAT_BATCH_SIZE=50 heartbeat config show --origin --json`;
