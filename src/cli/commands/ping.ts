import type { Command } from "commander";
import type { App } from "../app.ts";
import { flagsOf } from "../options.ts";
import type { PingArguments } from "../services/run-ping.ts";

type Run = (given: PingArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../services/run-ping.ts")).runPing(given, app);

/** `run` is how a test sees what was understood. */
export function pingCommand(program: Command, app: App, run: Run = runLazily): void {
  program
    .command("ping")
    .summary("see whether the search service answers")
    .description(
      "Ask the search service, or the registry on this machine, a few small questions about nobody: whether it can be reached, takes the API key, which release it answers from, how fast it is and what its limits are. Exits 4 where it cannot be used.",
    )
    .addHelpText("after", examples)
    .action(async (_options: unknown, command: Command) => {
      app.finish(await run({ flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat ping
  heartbeat ping --service https://search.example --api-key-file key.txt
  heartbeat ping --service https://search.example --json | jq .latency_ms`;
