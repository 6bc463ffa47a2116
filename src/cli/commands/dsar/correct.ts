import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarCorrectArguments } from "../../dsar/run-correct.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarCorrectArguments, "flags">;
type Run = (given: DsarCorrectArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-correct.ts")).runDsarCorrect(given, app);

/** `run` is how a test sees what was understood. */
export function dsarCorrectCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("correct")
    .summary("put values of a profile right")
    .description(
      "Decide a correction of a verified person, and carry it out: what is accepted is shown everywhere from now on, and no import takes it back. The right values are read from a file or standard input, lines `field: value` (docs/corrections.md lists the fields); an empty value says that there is none.",
    )
    .requiredOption("--id <id>", "the request")
    .requiredOption(
      "--decision <decision>",
      "accept, partly (the values are what is accepted) or deny",
    )
    .requiredOption(
      "--grounds-file <file>",
      "why, in words that whoever asked may be told; kept sealed",
    )
    .option("--documents <file>", "what the person sent in for it; kept sealed")
    .option("--from <file>", "the right values, or `-` (the default)")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar correct --id R-7K3M9QXD --decision accept --grounds-file why.txt
  heartbeat dsar correct --id R-7K3M9QXD --decision deny --grounds-file why.txt`;
