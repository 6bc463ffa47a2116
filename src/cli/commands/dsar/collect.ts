import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarCollectArguments } from "../../dsar/run-collect.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarCollectArguments, "flags">;
type Run = (given: DsarCollectArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-collect.ts")).runDsarCollect(given, app);

/** `run` is how a test sees what was understood. */
export function dsarCollectCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("collect")
    .summary("say what another system holds of somebody who asks to know")
    .description(
      "Take in what another system (accounts, payments, website, accounting) holds of whoever a request to know is about, or that it holds nothing. The file is sealed with the request. Of a user every category that applies has to be known before an export.",
    )
    .requiredOption("--id <id>", "the request")
    .requiredOption("--category <code>", "C1 to C8: the category of the published table")
    .option("--from <file>", "CSV with a header, or JSON, in UTF-8; `-` for standard input")
    .option("--none", "nothing of the category is held")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar collect --id R-7K3M9QXD --category C6 --from purchases.csv
  heartbeat dsar collect --id R-7K3M9QXD --category C5 --none`;
