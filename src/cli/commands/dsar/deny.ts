import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarDenyArguments } from "../../dsar/run-deny.ts";
import { flagsOf } from "../../options.ts";

interface Typed {
  id: string;
  basis: string;
  groundsFile?: string;
  method: boolean;
}
type Run = (given: DsarDenyArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-deny.ts")).runDsarDeny(given, app);

/** `run` is how a test sees what was understood. */
export function dsarDenyCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("deny")
    .summary("answer a request with no")
    .description(
      "Answer a request with no, and say on which basis. A request to opt out or to limit is only denied for a documented belief of fraud, or for an agent without permission; one to opt in also where it is on record why it is not carried out. Nobody is denied as not verifiable before verification was tried or 45 days have passed.",
    )
    .requiredOption("--id <id>", "the request")
    .requiredOption("--basis <basis>", "not-verifiable, not-consumer, exempt or other")
    .option(
      "--grounds-file <file>",
      "why, as whoever asked is told it in the letter, or `-`; needed for exempt and other",
    )
    .option(
      "--no-method",
      "there is no reasonable method to verify who asks; why is in the grounds",
    )
    .addHelpText("after", examples)
    .action(async ({ method, ...typed }: Typed, command: Command) => {
      app.finish(await run({ ...typed, noMethod: !method, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar deny --id R-7K3M9QXD --basis not-verifiable
  heartbeat dsar deny --id R-7K3M9QXD --basis exempt --grounds-file grounds.txt`;
