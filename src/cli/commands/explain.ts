import type { Command } from "commander";
import type { App } from "../app.ts";
import type { ExplainArguments } from "../list/run-explain.ts";
import { addListOptions, flagsOf } from "../options.ts";
import { toRow } from "../typed/row-number.ts";

interface ExplainOptions {
  row: number;
  saveMap?: string;
  force?: true;
}

type Run = (given: ExplainArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../list/run-explain.ts")).runExplain(given, app);

/** `run` is how a test sees what was understood. */
export function explainCommand(program: Command, app: App, run: Run = runLazily): void {
  const command = program
    .command("explain")
    .summary("say why a row got its answer")
    .description(
      "Ask one row of a list again and print how its name may be read, which keys were searched, the candidates with the bits each field gave them, and the decision. Takes the list itself or an enriched one.",
    )
    .argument("<file>", "the list, or `-` for standard input")
    .requiredOption("--row <n>", "row to explain, 1 = first data row", toRow)
    .option("--min-confidence <p>", "confidence a row needs to be `matched` (default: 0.95)");
  addListOptions(command)
    .option("-f, --force", "overwrite the mapping of --save-map when it exists")
    .addHelpText("after", examples)
    .action(async (file: string, options: ExplainOptions, acting: Command) => {
      const given: ExplainArguments = {
        ...{ file, row: options.row, saveMap: options.saveMap },
        force: options.force === true,
        flags: flagsOf(acting),
      };
      app.finish(await run(given, app));
    });
}

const examples = `
Examples:
  heartbeat explain leads.enriched.csv --row 17
  heartbeat explain leads.csv --row 17 --registry fixtures/npidata.csv
  heartbeat explain leads.csv --row 17 --json`;
