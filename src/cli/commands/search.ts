import type { Command } from "commander";
import type { App } from "../app.ts";
import { flagsOf } from "../options.ts";
import type { SearchArguments } from "../search/run-search.ts";
import type { SearchOptions } from "../search/search-query.ts";

interface Options extends SearchOptions {
  query?: string;
  limit?: string;
  all?: true;
  cursor?: string;
  format?: string;
  output?: string;
  force?: true;
}

type Run = (given: SearchArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../search/run-search.ts")).runSearch(given, app);

/** `run` is how a test sees what was understood. */
export function searchCommand(program: Command, app: App, run: Run = runLazily): void {
  program
    .command("search")
    .summary("find everybody who fits a name and filters")
    .description(
      "List the people of the registry who fit all that is asked for, and say how many there are. Filters that take several values are repeated or given comma separated; any of them will do. Names may be near spellings, nicknames or initials.",
    )
    .argument("[name...]", "a name, or a surname alone")
    .option("--specialty <words>", "words (cardiology) or taxonomy codes", collect)
    .option("--credential <text>", "MD, NP, PA …", collect)
    .option("--license-state <state>", "state that issued a license", collect)
    .option("--state <state>", "state of a practice location", collect)
    .option("--city <city>", "city of a practice location", collect)
    .option("--zip <zip>", "its ZIP code, or the first three digits of it", collect)
    .option("--sex <letter>", "F, M or X")
    .option("--sole-proprietor", "sole proprietors only")
    .option("--no-sole-proprietor", "nobody who is a sole proprietor")
    .option("--license <number>", "a license number, in any state or as STATE:NUMBER")
    .option("--npi <npi>", "ten digits", collect)
    .option("--enumerated <years>", "years the NPI was given: 2019, 2006..2010, 2020..")
    .option("--entity <kind>", "individual (default) or organization")
    .option("--include-deactivated", "also NPIs that CMS switched off")
    .option("--query <file>", "take name and filters from a JSON file, `-` for stdin")
    .option("--limit <n>", "how many to show (default: 25)")
    .option("--all", "show everybody who fits")
    .option("--cursor <text>", "go on where an earlier page of the same search ended")
    .option(
      "--format <format>",
      "table, csv or ndjson (default: table on a terminal, else as --output is named, or csv)",
    )
    .option("-o, --output <file>", "where to write, `-` for stdout (default)")
    .option("-f, --force", "overwrite --output when it exists")
    .addHelpText("after", examples)
    .action(async (words: string[], options: Options, command: Command) => {
      // Formats of lists and of searches are not the same.
      const { format: _, ...flags } = flagsOf(command);
      const { query, limit, all, cursor, format, output, force, ...filters } = options;
      const name = words.length === 0 ? {} : { name: words.join(" ") };
      const given = {
        ...{ filters: { ...filters, ...name }, query, limit, cursor, format, output },
        ...{ all: all === true, force: force === true, flags },
      };
      app.finish(await run(given, app));
    });
}

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, ...text.split(",")];
}

const examples = `
Examples:
  heartbeat search --specialty cardiology --state IL --format table
  heartbeat search --query query.json --all -o found.csv
  heartbeat search --zip 606 --credential NP,PA --enumerated 2020.. --limit 100`;
