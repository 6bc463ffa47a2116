import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarKeyArguments } from "../../dsar/run-key.ts";
import { flagsOf } from "../../options.ts";

type Run = (given: DsarKeyArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-key.ts")).runDsarKey(given, app);

/** `run` is how a test sees what was understood. */
export function dsarKeyCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("key")
    .summary("print the public key that bundles are checked with")
    .description(
      "Print the public half of the key that signs bundles (Ed25519, PEM), for your privacy page: whoever has a bundle can tell by it that the bundle is whole and from you. The key is made when it is first asked for.",
    )
    .addHelpText("after", examples)
    .action(async (_options: unknown, command: Command) => {
      app.finish(await run({ flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar key > public-key.pem
  heartbeat dsar key --json`;
