import { type Command, Option } from "commander";
import { type DedupeMode, dedupeModes } from "../../enrich/dedupe/dedupe-outcome.ts";
import { parseWriteMode } from "../../enrich/write/write-mode.ts";
import type { EnrichArguments } from "./enrich-job.ts";

/** What of a command line says whom a run asks about, and what its cells will hold. */
export interface CellOptions {
  write?: string[];
  dedupe?: DedupeMode;
  dedupeAgainst?: string[];
  replaceHb?: true;
}

/** The same for every command that settles what a run will do. */
export function addCellOptions(command: Command): Command {
  return modeAlone(command)
    .option("--fields <names>", "profile columns: names and presets, comma separated")
    .option("--with-provenance", "behind each profile column its source, day and confidence")
    .option("--fresh-within <age>", "leave out contacts older than e.g. 180d, or a day")
    .option("--phone-format <format>", "digits, e164 or national (default: digits)")
    .option(
      "--write <mode...>",
      "append (only hb_ columns), fill (also empty cells of the list's own) or overwrite COLUMN… (default: append)",
    )
    .option("--min-confidence <p>", "confidence a row needs to be `matched` (default: 0.95)")
    .option("--target-precision <p>", "instead: share of `matched` rows to be right, e.g. 0.995")
    .option("--max-requests <n>", "leads asked at most; the rest is `not_attempted` (default: all)")
    .addOption(dedupeOption())
    .option(
      "--dedupe-against <file>",
      "enriched list whose people count as seen before; repeatable",
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option("--raw", "leave our cells in a CSV as they are, even if a spreadsheet runs them")
    .option("--replace-hb", "drop the hb_ columns of an earlier run first");
}

export function dedupeOption(): Option {
  return new Option(
    "--dedupe <how>",
    "rows matched to one NPI are one person: report, mark or drop all but the first",
  ).choices(dedupeModes);
}

export function cellArguments({
  write,
  dedupe,
  dedupeAgainst = [],
  replaceHb,
}: CellOptions): Pick<EnrichArguments, "write" | "dedupe" | "dedupeAgainst" | "replaceHb"> {
  return {
    write: parseWriteMode(write ?? []),
    ...{ dedupe, dedupeAgainst },
    replaceHb: replaceHb === true,
  };
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
