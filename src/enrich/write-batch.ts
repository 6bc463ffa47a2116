import type { Disclosures } from "../model/disclosures.ts";
import type { Suppressions } from "../model/suppressions.ts";
import type { TableRow, TableWriter } from "../table/table.ts";
import type { Deduplication } from "./dedupe/deduplicate.ts";
import { survivorText } from "./dedupe/duplicate-cells.ts";
import type { Survivor } from "./dedupe/survivors.ts";
import type { Finding } from "./finding.ts";
import { mergeCells } from "./merge-cells.ts";
import { outputColumns } from "./output-columns.ts";
import type { Batch, Entry } from "./plan-batches.ts";
import { recordTold } from "./record-told.ts";
import type { Tally } from "./tally.ts";
import { createUntouchedHash } from "./untouched-hash.ts";
import { withhold } from "./withhold.ts";

/** Writes answered batches; they come in input order. */
export interface BatchWriter {
  write(batch: Batch): Promise<void>;
  /** Rows that are done with: written, or dropped as duplicates. */
  rows(): number;
  /** Hash of the records handed to the table writer or to the log of dropped ones; ends the hash. */
  untouched(): string;
}

export interface BatchWriterDeps {
  writer: Pick<TableWriter, "write">;
  rejects?: { write(rows: readonly TableRow[]): Promise<void> };
  suppressions: Suppressions;
  /** Undefined where whoever answers keeps its own record. */
  disclosures?: Pick<Disclosures, "record"> | undefined;
  /** Sorts out who was named before; undefined where nobody asked for that. */
  deduplication?: Deduplication | undefined;
}

/** @param fields how many profile columns there are */
export function createBatchWriter(
  fields: number,
  tally: Tally,
  { writer, rejects, suppressions, disclosures, deduplication }: BatchWriterDeps,
): BatchWriter {
  /** Findings of leads that stand in several rows, by hash. */
  const kept = new Map<number, Finding>();
  const written = createUntouchedHash();

  return {
    async write({ entries }) {
      for (const entry of entries) shareFinding(entry, kept);
      await withholdAtTheWrite(entries, suppressions);
      if (disclosures !== undefined) recordTold(entries, disclosures);
      const stay = (await deduplication?.take(entries)) ?? entries.map((entry) => ({ entry }));
      await writer.write(stay.map((one) => toOutput(one, fields)));
      for (const { row } of entries) written.add(row);
      for (const { entry } of stay) {
        const { row, finding, duplicateOf } = entry;
        if (finding !== undefined) tally.add(row.number, finding, duplicateOf !== 0);
      }
      await writeRejects(entries, rejects);
    },
    rows: written.rows,
    untouched: written.digest,
  };
}

/** A repeated lead gets the whole finding of its first row, which always comes before it. */
function shareFinding(entry: Entry, kept: Map<number, Finding>): void {
  if (entry.repeated === 0) return;
  if (entry.duplicateOf !== 0) entry.finding = kept.get(entry.repeated);
  else if (entry.finding !== undefined) kept.set(entry.repeated, entry.finding);
}

/** The last of the three questions: a suppression may have come while the run was under way. */
async function withholdAtTheWrite(
  entries: readonly Entry[],
  suppressions: Suppressions,
): Promise<void> {
  const telling = entries.filter(
    (entry) => entry.own !== undefined && entry.finding?.status !== "suppressed",
  );
  const findings = telling.map((entry) => entry.finding ?? lost(entry));
  const owns = telling.map(({ own }) => own ?? {});
  const told = await withhold(findings, owns, suppressions);
  if (told === findings) return;
  telling.forEach((entry, i) => {
    entry.finding = told[i];
  });
}

const duplicatePlace = outputColumns([]).indexOf("hb_duplicate_of");

function toOutput(
  { entry, survivor }: { entry: Entry; survivor?: Survivor | undefined },
  fields: number,
): { row: TableRow; cells: readonly string[] } {
  const { row, finding, duplicateOf } = entry;
  if (row.kind === "blank_line") return { row, cells: [] };
  const cells = mergeCells(finding ?? lost(entry), fields, duplicateOf);
  // Also where a row with the same lead comes before: of a person all rows name the same one.
  if (survivor === undefined) return { row, cells };
  return { row, cells: cells.with(duplicatePlace, survivorText(survivor)) };
}

function lost(entry: Entry): never {
  throw new Error(`row ${entry.row.number} came to the output without a finding`);
}

async function writeRejects(
  entries: readonly Entry[],
  rejects: BatchWriterDeps["rejects"],
): Promise<void> {
  if (rejects === undefined) return;
  const rows = entries.filter(({ row }) => row.kind === "rejected").map(({ row }) => row);
  if (rows.length > 0) await rejects.write(rows);
}
