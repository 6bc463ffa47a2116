import type { Command } from "commander";
import { presets } from "../../enrich/cells/catalogue-field.ts";
import { alwaysColumns, fieldCatalogue } from "../../enrich/cells/field-catalogue.ts";
import { leadFields } from "../../table/columns/lead-field.ts";
import type { App } from "../app.ts";
import { addCheckOptions, type CheckOptions, checksOf } from "../checks/check-options.ts";
import { addCellOptions, type CellOptions, cellArguments } from "../enrich/cell-options.ts";
import type { EnrichCall } from "../enrich/enrich-job.ts";
import { addRunOptions, type RunOptions, runArguments } from "../enrich/run-options.ts";
import { addListOptions, flagsOf } from "../options.ts";
import { wrapText } from "../screen/wrap-text.ts";

interface EnrichOptions extends CellOptions, RunOptions, CheckOptions {
  output?: string;
  saveMap?: string;
  dryRun?: true;
  force?: true;
  retryErrors?: true;
}

type Run = (given: EnrichCall, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../enrich/run-enrich.ts")).runEnrich(given, app);

/** `run` is how a test sees what was understood. */
export function enrichCommand(program: Command, app: App, run: Run = runLazily): void {
  const command = program
    .command("enrich")
    .summary("add NPI and profile data to a list of clinicians")
    .description(
      "Read a list of clinicians (CSV or Excel), find each one in the registry, and write the list back with a status, a confidence, a reason and profile data for every row. The list's own bytes are copied unchanged; columns are only added.",
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
  addRunOptions(addCellOptions(addListOptions(command))).option(
    "--retry-errors",
    "of an enriched list ask only rows that are `error` or `not_attempted`",
  );
  addCheckOptions(command)
    .addHelpText("after", catalogueHelp)
    .addHelpText("after", examples)
    .action(async (files: string[], options: EnrichOptions, acting: Command) => {
      const given: EnrichCall = {
        files,
        output: options.output,
        ...runArguments(options),
        ...cellArguments(options),
        saveMap: options.saveMap,
        dryRun: options.dryRun === true,
        force: options.force === true,
        retryErrors: options.retryErrors === true,
        checks: checksOf(options),
        flags: flagsOf(acting),
      };
      app.finish(await run(given, app));
    });
}

function catalogueHelp(): string {
  const width = Math.max(...fieldCatalogue.map(({ name }) => name.length)) - 3;
  const layout = { taken: width + 4, indent: " ".repeat(width + 4) };
  const lines = fieldCatalogue.map(
    ({ name, says }) => `  ${name.slice(3).padEnd(width)}  ${wrapText(says, layout)}`,
  );
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
