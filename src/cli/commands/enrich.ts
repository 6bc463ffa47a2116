import { type Command, Option } from "commander";
import { presets } from "../../enrich/catalogue-field.ts";
import { type DedupeMode, dedupeModes } from "../../enrich/dedupe/dedupe-outcome.ts";
import { alwaysColumns, fieldCatalogue } from "../../enrich/field-catalogue.ts";
import { parseWriteMode } from "../../enrich/write/write-mode.ts";
import { leadFields } from "../../table/lead-field.ts";
import type { App } from "../app.ts";
import { addCheckOptions, type CheckOptions, checksOf } from "../check-options.ts";
import type { EnrichCall } from "../enrich-job.ts";
import { addListOptions, flagsOf } from "../options.ts";
import { wrapText } from "../wrap-text.ts";

interface EnrichOptions extends CheckOptions {
  output?: string;
  rejects?: string;
  provenance?: string;
  saveMap?: string;
  receipt?: string | false;
  dryRun?: true;
  force?: true;
  replaceHb?: true;
  fresh?: true;
  retryErrors?: true;
  write?: string[];
  dedupe?: DedupeMode;
  dedupeAgainst?: string[];
  duplicates?: string;
}

type Run = (given: EnrichCall, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../run-enrich.ts")).runEnrich(given, app);

/** `run` is how a test sees what was understood. */
export function enrichCommand(program: Command, app: App, run: Run = runLazily): void {
  const command = modeAlone(program.command("enrich"))
    .summary("add NPI and profile data to a list of clinicians")
    .description(
      "Read a list of clinicians (CSV), find each one in the registry, and write the list back with a status, a confidence, a reason and profile data for every row. The list's own bytes are copied unchanged; columns are only added.",
    )
    .argument("<file...>", "lists, one after the other, or `-` for standard input")
    .option(
      "-o, --output <file>",
      "where to write, `-` for stdout; of several lists a folder (default: <name>.enriched.<ext>)",
    )
    .option("-f, --force", "overwrite what is to be written when it exists")
    .option(
      "--format <format>",
      "csv, xlsx or ndjson (default: as --output is named, or as the list)",
    )
    .option("--dry-run", "show the mapping and what would be sent; send and write nothing");
  addListOptions(command)
    .option("--fields <names>", "profile columns: names and presets, comma separated (below)")
    .option("--with-provenance", "behind each profile column its source, day and confidence")
    .option("--provenance <file>", "also write where each cell is from there, one JSON a line")
    .option("--fresh-within <age>", "leave out contacts older than e.g. 180d, or a day")
    .option("--phone-format <format>", "digits, e164 or national (default: digits)")
    .option(
      "--write <mode...>",
      "append (only hb_ columns), fill (also empty cells of the list's own) or overwrite COLUMN… (default: append)",
    )
    .option("--min-confidence <p>", "confidence a row needs to be `matched` (default: 0.95)")
    .option("--target-precision <p>", "instead: share of `matched` rows to be right, e.g. 0.995")
    .option("--batch-size <n>", "leads in one request, 1 to 1000 (default: 100)")
    .option("--concurrency <n>", "requests under way at a time (default: 8)")
    .option("--max-requests <n>", "leads asked at most; the rest is `not_attempted` (default: all)")
    .option(
      "--retry-errors",
      "of an enriched list ask only rows that are `error` or `not_attempted`",
    )
    .addOption(
      new Option(
        "--dedupe <how>",
        "rows matched to one NPI are one person: report, mark or drop all but the first",
      ).choices(dedupeModes),
    )
    .option(
      "--dedupe-against <file>",
      "enriched list whose people count as seen before; repeatable",
      collect,
    )
    .option(
      "--duplicates <file>",
      "where the log of duplicates goes (default: <name>.enriched.duplicates.csv)",
    )
    .option("--rejects <file>", "also write lines that are no CSV records there")
    .option("--raw", "leave our cells in a CSV as they are, even if a spreadsheet runs them")
    .option("--receipt <file>", "where the receipt goes (default: <output>.receipt.json)")
    .option("--no-receipt", "write no receipt")
    .option("--replace-hb", "drop the hb_ columns of an earlier run first")
    .option("--fresh", "start over: take no answers from an earlier run that was interrupted");
  addCheckOptions(command)
    .addHelpText("after", catalogueHelp)
    .addHelpText("after", examples)
    .action(async (files: string[], options: EnrichOptions, acting: Command) => {
      const given: EnrichCall = {
        files,
        output: options.output,
        rejects: options.rejects,
        provenance: options.provenance,
        saveMap: options.saveMap,
        receipt: options.receipt,
        dryRun: options.dryRun === true,
        force: options.force === true,
        replaceHb: options.replaceHb === true,
        fresh: options.fresh === true,
        retryErrors: options.retryErrors === true,
        write: parseWriteMode(options.write ?? []),
        dedupe: options.dedupe,
        dedupeAgainst: options.dedupeAgainst ?? [],
        duplicates: options.duplicates,
        checks: checksOf(options),
        flags: flagsOf(acting),
      };
      app.finish(await run(given, app));
    });
}

/**
 * commander gives an option of several words all that follow it: the list too, in
 * `enrich --write fill leads.csv`. Modes that take no column end with themselves; for columns it is
 * said why the list is missing.
 */
function modeAlone(command: Command): Command {
  const parse = command.parseOptions.bind(command);
  command.parseOptions = (argv) => {
    const words = [...argv];
    for (let at = words.indexOf("--write"); at !== -1; at = words.indexOf("--write", at + 1)) {
      const mode = words[at + 1]?.toLowerCase();
      if (mode === "append" || mode === "fill") words.splice(at, 2, `--write=${mode}`);
    }
    return parse(words);
  };
  const fail = command.error.bind(command);
  command.error = (message, options) => {
    const isSwallowed =
      options?.code === "commander.missingArgument" &&
      command.getOptionValue("write") !== undefined;
    return fail(isSwallowed ? `${message}; put the list before --write` : message, options);
  };
  return command;
}

function collect(file: string, before: readonly string[] = []): string[] {
  return [...before, file];
}

function catalogueHelp(): string {
  const width = Math.max(...fieldCatalogue.map(({ name }) => name.length)) - 3;
  const lines = fieldCatalogue.map(({ name, says }) => `  ${name.slice(3).padEnd(width)}  ${says}`);
  return `
Lead fields (--map): ${wrapText(leadFields.join(", "), { taken: 21, indent: "  " })}

Columns always written: ${wrapText(alwaysColumns.map(({ name }) => name).join(", "), { taken: 24, indent: "  " })}

Fields (--fields), presets ${presets.join(", ")}:
${lines.join("\n")}`;
}

const examples = `
Examples:
  heartbeat enrich leads.csv --registry fixtures/npidata.csv
  heartbeat enrich leads.csv --dry-run
  heartbeat enrich leads.csv --dry-run --save-map map.json
  heartbeat enrich leads.enriched.csv --retry-errors -o leads.whole.csv
  heartbeat enrich leads.csv --write fill
  heartbeat enrich leads.csv --write overwrite Phone "Cell Phone" -o new.csv
  heartbeat enrich leads.csv --dedupe drop
  heartbeat enrich may.csv june.xlsx --dedupe mark --dedupe-against april.enriched.csv
  heartbeat enrich export.csv --map npi="Provider ID" --fields identity,contact -o out.csv
  cat leads.csv | heartbeat enrich - > enriched.csv`;
