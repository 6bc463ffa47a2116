import type { Command } from "commander";
import type { App } from "../app.ts";
import { flagsOf } from "../options.ts";
import type { ShowArguments } from "../search/run-show.ts";

type Run = (given: ShowArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../search/run-show.ts")).runShow(given, app);

/** `run` is how a test sees what was understood. */
export function showCommand(program: Command, app: App, run: Run = runLazily): void {
  program
    .command("show")
    .summary("print the profile of one NPI")
    .description(
      "Print everything the registry knows about one NPI: names, specialties and licenses, addresses, and for each part its source and date.",
    )
    .argument("<npi>", "ten digits")
    .addHelpText("after", examples)
    .action(async (npi: string, _options: unknown, command: Command) => {
      app.finish(await run({ npi, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat show 1234567893
  heartbeat show 1234567893 --registry fixtures/npidata.csv
  heartbeat show 1234567893 --json | jq .profile.taxonomies`;
