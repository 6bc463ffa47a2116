import type { Disclosures } from "../model/disclosures.ts";
import type { Suppressions } from "../model/suppressions.ts";
import type { TableRow, TableWriter } from "../table/table.ts";
import type { Finding } from "./finding.ts";
import { mergeCells } from "./merge-cells.ts";
import type { Batch, Entry } from "./plan-batches.ts";
import { recordTold } from "./record-told.ts";
import type { Tally } from "./tally.ts";
import { createUntouchedHash } from "./untouched-hash.ts";
import { withhold } from "./withhold.ts";
import type { OwnCellWriter } from "./write/own-cell-writer.ts";

/** Writes answered batches; they come in input order. */
export interface BatchWriter {
  write(batch: Batch): Promise<void>;
  rows(): number;
  /** Hash of the records handed to the table writer; ends the hash. */
  untouched(): string;
}

export interface BatchWriterDeps {
  writer: Pick<TableWriter, "write">;
  rejects?: { write(rows: readonly TableRow[]): Promise<void> };
  suppressions: Suppressions;
  /** Undefined where whoever answers keeps its own record. */
  disclosures?: Pick<Disclosures, "record"> | undefined;
}

/**
 * @param fields how many profile columns there are
 * @param ownCells writes into the list's own cells; undefined where those stay as they are
 */
export function createBatchWriter(
  fields: number,
  tally: Tally,
  { writer, rejects, suppressions, disclosures }: BatchWriterDeps,
  ownCells?: OwnCellWriter,
): BatchWriter {
  /** Findings of leads that stand in several rows, by hash. */
  const kept = new Map<number, Finding>();
  const written = createUntouchedHash();

  return {
    async write({ entries }) {
      for (const entry of entries) shareFinding(entry, kept);
      await withholdAtTheWrite(entries, suppressions);
      if (disclosures !== undefined) recordTold(entries, disclosures);
      const rows = entries.map((entry) => toOutput(entry, fields, ownCells));
      await writer.write(rows);
      for (const [i, { finding, duplicateOf }] of entries.entries()) {
        const { row, untouched } = rows[i] as OutputRow;
        written.add(untouched);
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

interface OutputRow {
  row: TableRow;
  cells: readonly string[];
  /** The row as it was read. */
  untouched: TableRow;
}

function toOutput(entry: Entry, fields: number, ownCells: OwnCellWriter | undefined): OutputRow {
  const { row, duplicateOf } = entry;
  if (row.kind === "blank_line") return { row, cells: [], untouched: row };
  const finding = entry.finding ?? lost(entry);
  const cells = mergeCells(finding, fields, duplicateOf);
  if (ownCells === undefined) return { row, cells, untouched: row };
  const written = ownCells.write(row, finding);
  entry.decisions = written.decisions;
  return { row: written.row, cells: [...cells, written.told], untouched: written.untouched };
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
