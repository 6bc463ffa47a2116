import type { OutcomeCounts, ReadOutcomes } from "../../contacts/outcomes/import-outcomes.ts";
import { outcomeProblems } from "../../contacts/outcomes/outcome-facts.ts";
import type { OutcomeTerms } from "../../contacts/outcomes/read-outcome-row.ts";
import type { ReleaseInfo } from "../../registry/registry.ts";
import type { OutcomeColumn } from "../../table/columns/outcome-columns.ts";
import type { Table } from "../../table/table.ts";
import { dialectWords, listName, quiet } from "../input/mapping-screen.ts";
import { shorten } from "../screen/printable.ts";
import { count, counted } from "../screen/progress.ts";
import { occurrenceLines } from "./contacts-screen.ts";

/** How the list was understood. */
export function outcomeColumnLines(table: Table, columns: readonly OutcomeColumn[]): string[] {
  const width = Math.max(...columns.map(({ field }) => field.length));
  const used = new Set(columns.map(({ index }) => index));
  const unused = table.columns.filter((_, index) => !used.has(index));
  return [
    `${listName(table)}: outcomes, ${dialectWords(table)}`,
    ...columns.map(
      ({ field, column }) => `  ${field.padEnd(width)}  <- ${shorten(quiet(column), 50)}`,
    ),
    ...(unused.length === 0 ? [] : [`  not used: ${shorten(unused.map(quiet).join(", "), 66)}`]),
  ];
}

/** What became of the rows, and what they say. */
export function outcomeTallyLines(counts: OutcomeCounts, dryRun: boolean): string[] {
  const fates: [string, number][] = [
    ["used", counts.used],
    ["no news", counts.no_news],
    ["withheld", counts.withheld],
    ["rejected", counts.rejected],
  ];
  const shown = fates.filter(([name, rows]) => rows > 0 || name === "used");
  const said = Object.entries(counts.outcomes);
  return [
    "",
    ...[...shown, ["rows", counts.rows] as const].map(([name, rows]) => line(name, rows)),
    ...(said.length === 0 ? [] : ["What they say:", ...said.map(([name, n]) => line(name, n))]),
    ...occurrenceLines("Rejected:", counts.rejects, outcomeProblems),
    ...(counts.flags === 0 || dryRun ? [] : [flagsLine(counts)]),
  ];
}

function line(name: string, rows: number): string {
  return `  ${name.padEnd(14)}  ${count(rows).padStart(9)}`;
}

function flagsLine({ flags, new_flags }: OutcomeCounts): string {
  const news = new_flags === 0 ? "none of them new" : `${count(new_flags)} of them new`;
  return `${counted(flags, "flag")} of channels in the ledger, ${news}`;
}

interface Ended {
  terms: OutcomeTerms;
  rejects: string | undefined;
  dryRun: boolean;
}

/** What is kept now, and what to type next. */
export function outcomeEndLines(
  { counts, rejects }: ReadOutcomes,
  stored: { path: string; former: ReleaseInfo; release: ReleaseInfo } | undefined,
  { terms, rejects: rejectsFile, dryRun }: Ended,
): string[] {
  const left =
    rejectsFile === undefined && rejects.length > 0
      ? ["To mend what was not used: the same command with --rejects FILE"]
      : [];
  const written =
    rejectsFile !== undefined && !dryRun
      ? [`${counted(rejects.length, "row")} to mend in ${rejectsFile}`]
      : [];
  return ["", ...written, ...storedLines(counts, stored, terms, dryRun), ...left];
}

function storedLines(
  { marked }: OutcomeCounts,
  stored: { path: string; former: ReleaseInfo; release: ReleaseInfo } | undefined,
  { source }: OutcomeTerms,
  dryRun: boolean,
): string[] {
  if (dryRun) return ["Nothing was kept (--dry-run)"];
  if (stored === undefined)
    return ["The registry is as it was: nothing came of any address or number"];
  const { path, former, release } = stored;
  const id = release.id.slice(0, 12);
  if (former.id === release.id) {
    return [`unchanged: ${source} has said all of this before; release ${id} is as it was`];
  }
  const isAgain = former.contact_sources?.some(({ name }) => name === source) === true;
  const again = isAgain ? ", in the place of what it said before" : "";
  return [
    `Source ${source}: ${counted(marked, "outcome")}${again}`,
    `Release ${id} is current in ${path}`,
  ];
}
