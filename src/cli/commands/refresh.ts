import { type Command, Option } from "commander";
import { type DedupeMode, dedupeModes } from "../../enrich/dedupe/dedupe-outcome.ts";
import type { App } from "../app.ts";
import { addCheckOptions, type CheckOptions, checksOf } from "../check-options.ts";
import type { EnrichArguments } from "../enrich-job.ts";
import { addReadingOptions, flagsOf } from "../options.ts";

interface RefreshOptions extends CheckOptions {
  output?: string;
  changes?: string;
  rejects?: string;
  provenance?: string;
  receipt?: string | false;
  dedupe?: DedupeMode;
  duplicates?: string;
  dryRun?: true;
  force?: true;
  fresh?: true;
}

type Run = (given: EnrichArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../run-refresh.ts")).runRefresh(given, app);

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
    .option("--provenance <file>", "also write where each cell is from there, one JSON a line")
    .option("--fresh-within <age>", "leave out contacts older than e.g. 180d, or a day")
    .option("--phone-format <format>", "digits, e164 or national (default: digits)")
    .option("--batch-size <n>", "leads in one request, 1 to 1000 (default: 100)")
    .option("--concurrency <n>", "requests under way at a time (default: 8)")
    .option("--max-requests <n>", "leads asked at most; the rest keeps its values (default: all)")
    .addOption(
      new Option(
        "--dedupe <how>",
        "rows matched to one NPI are one person: report, mark or drop all but the first",
      ).choices(dedupeModes),
    )
    .option(
      "--duplicates <file>",
      "where the log of duplicates goes (default: <name>.refreshed.duplicates.csv)",
    )
    .option("--rejects <file>", "also write lines that are no CSV records there")
    .option("--raw", "leave our cells in a CSV as they are, even if a spreadsheet runs them")
    .option("--receipt <file>", "where the receipt goes (default: <output>.receipt.json)")
    .option("--no-receipt", "write no receipt")
    .option("--fresh", "start over: take no answers from an earlier run that was interrupted");
  addCheckOptions(command)
    .addHelpText("after", examples)
    .action(async (file: string, options: RefreshOptions, acting: Command) => {
      const given: EnrichArguments = {
        file,
        output: options.output,
        rejects: options.rejects,
        provenance: options.provenance,
        saveMap: undefined,
        receipt: options.receipt,
        dryRun: options.dryRun === true,
        force: options.force === true,
        replaceHb: false,
        fresh: options.fresh === true,
        retryErrors: false,
        refresh: { changes: options.changes },
        write: undefined,
        dedupe: options.dedupe,
        dedupeAgainst: [],
        duplicates: options.duplicates,
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
