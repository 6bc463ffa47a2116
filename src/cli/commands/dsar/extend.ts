import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { DsarExtendArguments } from "../../dsar/run-extend.ts";
import { flagsOf } from "../../options.ts";

type Typed = Omit<DsarExtendArguments, "flags">;
type Run = (given: DsarExtendArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../../dsar/run-extend.ts")).runDsarExtend(given, app);

/** `run` is how a test sees what was understood. */
export function dsarExtendCommand(group: Command, app: App, run: Run = runLazily): void {
  group
    .command("extend")
    .summary("take more time to answer")
    .description(
      "Take the 45 more days that the law gives to answer a request to know, delete or correct: until day 90, once, with a reason, and before day 45 is over. The reason is sealed with the request and told in the letter.",
    )
    .requiredOption("--id <id>", "the request")
    .option("--reason <text>", "why; nothing about the person belongs there")
    .option("--reason-file <file>", "the same from a file, or `-`")
    .addHelpText("after", examples)
    .action(async (typed: Typed, command: Command) => {
      app.finish(await run({ ...typed, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat dsar extend --id R-7K3M9QXD --reason "Records of a vendor are outstanding"
  heartbeat dsar extend --id R-7K3M9QXD --reason-file reason.txt`;
