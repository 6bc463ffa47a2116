import type { SuppressionTerms } from "../../ledger/suppression-store.ts";
import { reasonCodes } from "../../model/reason.ts";
import { keyProblems } from "../../suppress/person-keys.ts";
import type { SuppressionListCounts } from "../../suppress/read-rows.ts";
import { occurrenceLines } from "../contacts/contacts-screen.ts";
import { count, counted } from "../screen/progress.ts";

/** What keeps a row, or a cell of it, from being used. */
export const rowProblems: Readonly<Record<string, string>> = {
  ...keyProblems,
  malformed_record: reasonCodes.malformed_record,
  no_key: "the row has nothing by which somebody can be known",
};

const kindWords: Readonly<Record<string, string>> = {
  npi: "NPIs",
  license: "licenses",
  email: "e-mail addresses",
  phone: "telephone numbers",
  ghost: "names at places",
};

/** What an import came to. */
export interface ImportedSuppressions {
  counts: SuppressionListCounts;
  added: number;
  known: number;
}

/** What became of the rows, and by what people are known. */
export function tallyLines(counts: SuppressionListCounts): string[] {
  const { rows, usable, rejected, keys, hashed } = counts;
  const kinds = Object.entries(kindWords).filter(([kind]) => (keys[kind] ?? 0) > 0);
  return [
    "",
    line("usable", usable),
    ...(rejected === 0 ? [] : [line("rejected", rejected)]),
    line("rows", rows),
    ...(kinds.length === 0
      ? []
      : ["Known by:", ...kinds.map(([kind, said]) => line(said, keys[kind] ?? 0))]),
    ...(hashed === 0
      ? []
      : [
          `${count(hashed)} of these came as hashes and were taken as they are: none can be checked`,
        ]),
    ...occurrenceLines("Rejected:", counts.rejects, rowProblems),
    ...occurrenceLines(
      "Not used, beside values of their row that were:",
      counts.problems,
      rowProblems,
    ),
  ];
}

function line(name: string, rows: number): string {
  return `  ${name.padEnd(17)}  ${count(rows).padStart(9)}`;
}

interface Ended {
  terms: SuppressionTerms;
  rejects: string | undefined;
  dryRun: boolean;
}

/** What the ledger holds now, and what to type next. */
export function endLines(
  { counts, added, known }: ImportedSuppressions,
  { terms, rejects, dryRun }: Ended,
): string[] {
  const { rejected } = counts;
  if (dryRun) return ["", "Nobody was suppressed (--dry-run)"];
  const already = known === 0 ? "" : `, ${count(known)} ${known === 1 ? "was" : "were"} already`;
  const done =
    added === 0
      ? `unchanged: ${terms.source} adds nobody, ${count(known)} ${known === 1 ? "was" : "were"} suppressed already`
      : `Suppressed ${count(added)} ${added === 1 ? "person" : "people"} by ${terms.source} (${terms.reason})${already}`;
  const left =
    rejected === 0
      ? []
      : rejects === undefined
        ? ["To mend what was not used: the same command with --rejects FILE"]
        : [`${counted(rejected, "row")} to mend in ${rejects}`];
  return ["", done, ...left];
}
