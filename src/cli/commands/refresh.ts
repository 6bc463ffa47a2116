import type { Command } from "commander";
import type { DedupeMode } from "../../enrich/dedupe/dedupe-outcome.ts";
import type { App } from "../app.ts";
import { addCheckOptions, type CheckOptions, checksOf } from "../checks/check-options.ts";
import { dedupeOption } from "../enrich/cell-options.ts";
import type { EnrichArguments } from "../enrich/enrich-job.ts";
import { addRunOptions, type RunOptions, runArguments } from "../enrich/run-options.ts";
import { addReadingOptions, flagsOf } from "../options.ts";

interface RefreshOptions extends RunOptions, CheckOptions {
  output?: string;
  changes?: string;
  dedupe?: DedupeMode;
  dryRun?: true;
  force?: true;
}

type Run = (given: EnrichArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../enrich/run-refresh.ts")).runRefresh(given, app);

/** `run` is how a test sees what was understood. */
export function refreshCommand(program: Command, app: App, run: Run = runLazily): void {
  const command = program
    .command("refresh")
    .summary("ask again about an enriched list, and tell what changed")
    .description(
      "Ask again about every row of a list that heartbeat enriched, by the NPI it was matched to where it was, and write the list anew. Columns, context and confidence are those of its receipt; the release may be a newer one. Where the service gives no answer the row keeps its values, and hb_stale says since when they are not confirmed. A row whose NPI is another person's now becomes a conflict, never in silence. Rows that were added without hb_ cells are asked about like any other.",
    )
    .argument("<file>", "enriched list")
    .option(
      "-o, --output <file>",
      "where to write, `-` for stdout (default: <name>.refreshed.<ext>)",
    )
    .option("--changes <file>", "also write every changed cell there, as CSV or .json")
    .option("-f, --force", "overwrite what is to be written when it exists")
    .option(
      "--format <format>",
      "csv, xlsx or ndjson (default: as --output is named, or as the list)",
    )
    .option("--dry-run", "show the mapping and what would be sent; send and write nothing");
  addReadingOptions(command)
    .option("--fresh-within <age>", "leave out contacts older than e.g. 180d, or a day")
    .option("--phone-format <format>", "digits, e164 or national (default: digits)")
    .option("--max-requests <n>", "leads asked at most; the rest keeps its values (default: all)")
    .addOption(dedupeOption())
    .option("--raw", "leave our cells in a CSV as they are, even if a spreadsheet runs them");
  addCheckOptions(addRunOptions(command, "refreshed"))
    .addHelpText("after", examples)
    .action(async (file: string, options: RefreshOptions, acting: Command) => {
      const { output, changes, dedupe, dryRun, force } = options;
      const given: EnrichArguments = {
        ...{ file, output, dedupe, ...runArguments(options) },
        ...{ dryRun: dryRun === true, force: force === true },
        refresh: { changes },
        // What the run before wrote is settled by its receipt.
        ...{ saveMap: undefined, write: undefined, dedupeAgainst: [] },
        ...{ replaceHb: false, retryErrors: false },
        checks: checksOf(options),
        flags: flagsOf(acting),
      };
      app.finish(await run(given, app));
    });
}

const examples = `
Examples:
  heartbeat refresh leads.enriched.csv
  heartbeat refresh leads.enriched.csv -o new.csv --changes changes.csv
  heartbeat refresh leads.enriched.csv --fail-if 'changed_rate > 0.2'
  heartbeat refresh leads.enriched.xlsx --dry-run`;
