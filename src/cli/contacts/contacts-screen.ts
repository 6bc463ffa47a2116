import type { Config } from "../../config.ts";
import type { ContactCounts } from "../../contacts/contact-tally.ts";
import type { ListColumns } from "../../contacts/list-columns.ts";
import type { Occurrences } from "../../contacts/occurrences.ts";
import type { SourceTerms } from "../../contacts/source-terms.ts";
import { reasonCodes } from "../../model/reason.ts";
import type { ReleaseInfo } from "../../registry/registry.ts";
import { contactFields } from "../../table/columns/contact-field.ts";
import { leadFields } from "../../table/columns/lead-field.ts";
import type { Table } from "../../table/table.ts";
import { dialectWords, listName, quiet } from "../input/mapping-screen.ts";
import { shorten } from "../screen/printable.ts";
import { count, counted, duration } from "../screen/progress.ts";
import { shellWord } from "../typed/shell-word.ts";

export function headLine(table: Table): string {
  return `${listName(table)}: contacts, ${dialectWords(table)}`;
}

/** Whose a row is, and what it says about them. */
export function columnLines(table: Table, { mapping, contact }: ListColumns): string[] {
  const lead = leadFields.flatMap((field) => {
    const column = mapping[field];
    return column === undefined ? [] : [{ field, columns: [column] }];
  });
  const said = contactFields.flatMap((field) => {
    const columns = contact.filter((one) => one.field === field);
    return columns.length === 0 ? [] : [{ field, columns }];
  });
  const width = Math.max(...[...lead, ...said].map(({ field }) => field.length));
  const line = ({ field, columns }: (typeof lead)[number] | (typeof said)[number]) =>
    `  ${field.padEnd(width)}  <- ${shorten(columns.map(({ column }) => quiet(column)).join(", "), 50)}`;
  const used = new Set(
    [...lead, ...said].flatMap(({ columns }) => columns.map((one) => one.index)),
  );
  const unused = table.columns.filter((_, index) => !used.has(index));
  return [
    "Whose a row is:",
    ...lead.map(line),
    "What it says of them:",
    ...said.map(line),
    ...(unused.length === 0 ? [] : [`  not used: ${shorten(unused.map(quiet).join(", "), 66)}`]),
  ];
}

export const problemWords: Readonly<Record<string, string>> = {
  email_syntax: "no e-mail address",
  email_disposable: "a throw-away e-mail address",
  phone_invalid: "no US telephone number that can be called",
  address_incomplete: "a street without city and state, or ZIP",
  text_unusable: "neither an employer nor a title",
  as_of_unusable: "no day, or one in the future; --as-of counts",
  confidence_unusable: "no share; taken as 1",
};

/** What became of the rows. */
export function tallyLines(counts: ContactCounts): string[] {
  const fates: [string, number][] = [
    ["stored", counts.stored],
    ["opt-outs only", counts.only_opt_outs],
    ["rejected", counts.rejected],
    ["nothing usable", counts.nothing_usable],
    ["withheld", counts.withheld],
  ];
  const shown = fates.filter(([name, rows]) => rows > 0 || name === "stored");
  return [
    "",
    ...shown.map(([name, rows]) => `  ${name.padEnd(14)}  ${count(rows).padStart(9)}`),
    `  ${"rows".padEnd(14)}  ${count(counts.rows).padStart(9)}`,
    ...(counts.opt_outs === 0 ? [] : [`${counted(counts.opt_outs, "opt-out")} in the ledger`]),
    ...occurrenceLines("Rejected:", counts.rejects, reasonCodes),
    ...occurrenceLines("Cells not used:", counts.problems, problemWords),
  ];
}

/** How often each, with the first rows and what the code means. */
export function occurrenceLines(
  title: string,
  occurrences: Readonly<Record<string, Occurrences>>,
  words: Readonly<Record<string, string>>,
): string[] {
  const entries = Object.entries(occurrences);
  if (entries.length === 0) return [];
  const width = Math.max(...entries.map(([code]) => code.length));
  return [
    title,
    ...entries.flatMap(([code, one]) => [
      `  ${code.padEnd(width)}  ${count(one.count).padStart(6)}  ${rowsWords(one)}`,
      ...(words[code] === undefined ? [] : [`      ${shorten(words[code], 74)}`]),
    ]),
  ];
}

function rowsWords({ count: all, first_rows }: Occurrences): string {
  const more = all > first_rows.length ? " …" : "";
  return `${first_rows.length === 1 ? "row" : "rows"} ${first_rows.join(", ")}${more}`;
}

interface Ended {
  config: Config;
  path: string;
  source: SourceTerms;
  rejects: string | undefined;
  dryRun: boolean;
  duration_ms: number;
}

/** What the release is now, and what to type next. */
export function endLines(
  {
    release,
    former,
    rejects,
  }: { release: ReleaseInfo; former: ReleaseInfo; rejects: { length: number } },
  { config, path, source, rejects: rejectsFile, dryRun, duration_ms }: Ended,
): string[] {
  const { settings, origin } = config;
  const option =
    origin.registry === "--registry" ? ` --registry ${shellWord(settings.registry)}` : "";
  const written =
    rejectsFile !== undefined && !dryRun
      ? [`${counted(rejects.length, "row")} to mend in ${rejectsFile}`]
      : [];
  const left =
    rejectsFile === undefined && rejects.length > 0
      ? [`To mend what was not stored: the same command with --rejects FILE`]
      : [];
  return [
    "",
    ...written,
    ...releaseLines({ release, former }, { path, source, dryRun }),
    duration(duration_ms),
    ...left,
    `Next: heartbeat ${dryRun ? "registry status" : "enrich leads.csv"}${option}`,
  ];
}

function releaseLines(
  { release, former }: { release: ReleaseInfo; former: ReleaseInfo },
  { path, source: { name }, dryRun }: Pick<Ended, "path" | "source" | "dryRun">,
): string[] {
  const id = release.id.slice(0, 12);
  const before = former.contact_sources?.some((one) => one.name === name) === true;
  if (dryRun) {
    return [
      `Nothing was stored (--dry-run)${before ? `; ${name} would take the place of what it gave before` : ""}`,
    ];
  }
  if (release.id === former.id) {
    return [`unchanged: ${name} has said all of this before; release ${id} is as it was`];
  }
  const people = release.contact_sources?.find((one) => one.name === name)?.people ?? 0;
  return [
    `Source ${name}: contacts of ${people === 1 ? "1 person" : `${count(people)} people`}${before ? ", in the place of what it gave before" : ""}`,
    `Release ${id} is current in ${path}`,
  ];
}
