import type { Command } from "commander";
import type { App } from "../app.ts";
import { addReadingOptions, flagsOf } from "../options.ts";
import type { ReviewArguments } from "../review/run-review.ts";

interface ReviewOptions {
  decisions?: string;
  status?: string;
  filter?: string;
  all?: true;
  by?: string;
}

type Run = (given: ReviewArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../review/run-review.ts")).runReview(given, app);

/** `run` is how a test sees what was understood. */
export function reviewCommand(program: Command, app: App, run: Run = runLazily): void {
  const command = program
    .command("review")
    .summary("decide about rows that are left open")
    .description(
      "Go through the rows of an enriched list that are ambiguous or a conflict, on a terminal: the lead and its candidates side by side, what agrees and what does not, one key to decide. Decisions are kept in a small file without a cell of the list, for --decisions of the next run.",
    )
    .argument("<file>", "the enriched list")
    .option(
      "--decisions <file>",
      "where they are kept (default: <name>.decisions.ndjson beside it)",
    )
    .option(
      "--status <list>",
      "ambiguous, conflict, no_match or matched, comma-separated (default: ambiguous,conflict)",
    )
    .option("--filter <words>", "only leads with these words, or status:…, state:…, row:…")
    .option("--all", "also leads whose decision holds")
    .option("--by <who>", "who decides, to be kept with each decision");
  addReadingOptions(command)
    .addHelpText("after", examples)
    .action(async (file: string, options: ReviewOptions, acting: Command) => {
      const { decisions, status, filter, all, by } = options;
      const given = { file, decisions, status, filter, all: all === true, by };
      app.finish(await run({ ...given, flags: flagsOf(acting) }, app));
    });
}

const examples = `
Examples:
  heartbeat review leads.enriched.csv
  heartbeat review leads.enriched.csv --status no_match --filter state:TX
  heartbeat review leads.enriched.csv --json
  heartbeat enrich leads.csv --decisions leads.decisions.ndjson`;
