import type { Command } from "commander";
import type { EnrichArguments } from "./enrich-job.ts";

/** What of a command line says where the files of a run go, and how it is asked. */
export interface RunOptions {
  rejects?: string;
  provenance?: string;
  receipt?: string | false;
  duplicates?: string;
  fresh?: true;
}

/**
 * The same for every command that runs: none of them changes what its cells hold.
 *
 * @param done what the output is named for
 */
export function addRunOptions(
  command: Command,
  done: "enriched" | "refreshed" = "enriched",
): Command {
  return command
    .option("--provenance <file>", "also write where each cell is from there, one JSON a line")
    .option("--rejects <file>", "also write lines that are no CSV records there")
    .option(
      "--duplicates <file>",
      `where the log of duplicates goes (default: <name>.${done}.duplicates.csv)`,
    )
    .option("--receipt <file>", "where the receipt goes (default: <output>.receipt.json)")
    .option("--no-receipt", "write no receipt")
    .option("--batch-size <n>", "leads in one request, 1 to 1000 (default: 100)")
    .option("--concurrency <n>", "requests under way at a time (default: 8)")
    .option("--fresh", "start over: take no answers from an earlier run that was interrupted");
}

export function runArguments({
  rejects,
  provenance,
  receipt,
  duplicates,
  fresh,
}: RunOptions): Pick<
  EnrichArguments,
  "rejects" | "provenance" | "receipt" | "duplicates" | "fresh"
> {
  return { rejects, provenance, receipt, duplicates, fresh: fresh === true };
}
