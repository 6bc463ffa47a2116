import type { Command } from "commander";
import type { App } from "../app.ts";
import type { UndoArguments } from "../list/run-undo.ts";
import { flagsOf } from "../options.ts";

interface TypedOptions {
  output?: string;
  receipt?: string;
  duplicates?: string;
  force?: true;
}

type Run = (given: UndoArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../list/run-undo.ts")).runUndo(given, app);

/** `run` is how a test sees what was understood. */
export function undoCommand(program: Command, app: App, run: Run = runLazily): void {
  program
    .command("undo")
    .summary("give back the list that was enriched")
    .description(
      "Write the list as it was before the run, byte for byte and in its own encoding, and prove it by the hash in the receipt. A list that was edited since the run keeps its edits; that is said, with exit 7. No registry is needed.",
    )
    .argument("<file>", "the enriched list, or `-` for standard input")
    .option(
      "-o, --output <file>",
      "where to write, `-` for stdout (default: <name>.original.<ext>)",
    )
    .option("-f, --force", "overwrite the output when it exists")
    .option("--receipt <file>", "its receipt (default: <file>.receipt.json)")
    .option(
      "--duplicates <file>",
      "log of the rows that --dedupe drop left out (default: <name>.duplicates.csv)",
    )
    .addHelpText("after", examples)
    .action(async (file: string, typed: TypedOptions, acting: Command) => {
      const { force, output, receipt, duplicates } = typed;
      const files = { file, output, receipt, duplicates };
      const given = { ...files, force: force === true, flags: flagsOf(acting) };
      app.finish(await run(given, app));
    });
}

const examples = `
Examples:
  heartbeat undo leads.enriched.csv
  heartbeat undo leads.enriched.csv -o leads.csv --force
  heartbeat undo out.csv --receipt run.json -o - > leads.csv`;
