import type { ChannelRules } from "../model/channel-rules.ts";
import type { Disclosures } from "../model/disclosures.ts";
import type { Suppressions } from "../model/suppressions.ts";
import type { TableRow, TableWriter } from "../table/table.ts";
import { type CloseChannels, createCloseChannels } from "./close-channels.ts";
import type { Finding } from "./finding.ts";
import { mergeCells } from "./merge-cells.ts";
import type { Batch, Entry } from "./plan-batches.ts";
import { type ProvenanceLine, provenanceLines } from "./provenance-lines.ts";
import { recordTold } from "./record-told.ts";
import type { Tally } from "./tally.ts";
import { createUntouchedHash } from "./untouched-hash.ts";
import { withhold } from "./withhold.ts";

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
  provenance?: { write(lines: readonly ProvenanceLine[]): Promise<void> } | undefined;
  suppressions: Suppressions;
  channels: ChannelRules;
  /** Undefined where whoever answers keeps its own record. */
  disclosures?: Pick<Disclosures, "record"> | undefined;
}

/** @param fields the profile columns */
export function createBatchWriter(
  fields: readonly string[],
  tally: Tally,
  { writer, rejects, provenance, suppressions, channels, disclosures }: BatchWriterDeps,
): BatchWriter {
  /** Findings of leads that stand in several rows, by hash. */
  const kept = new Map<number, Finding>();
  const written = createUntouchedHash();
  const close = createCloseChannels(fields, channels);

  return {
    async write({ entries }) {
      for (const entry of entries) shareFinding(entry, kept);
      await withholdAtTheWrite(entries, suppressions);
      await closeSettledBefore(entries, close);
      if (disclosures !== undefined) recordTold(entries, disclosures);
      const rows = entries.map((entry) => toOutput(entry, fields.length));
      await writer.write(rows);
      for (const { row, finding, duplicateOf } of entries) {
        written.add(row);
        if (finding !== undefined) tally.add(row.number, finding, duplicateOf !== 0);
      }
      await provenance?.write(provenanceLines(entries, fields));
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

/** A channel may have been closed since their cells were filled: by an earlier run, or for another row. */
async function closeSettledBefore(entries: readonly Entry[], close: CloseChannels): Promise<void> {
  const settled = entries.filter(
    ({ finding, duplicateOf }) =>
      finding !== undefined && (finding.kept !== undefined || duplicateOf !== 0),
  );
  if (settled.length === 0) return;
  const findings = await close(settled.map((entry) => entry.finding ?? lost(entry)));
  settled.forEach((entry, i) => {
    entry.finding = findings[i];
  });
}

function toOutput(entry: Entry, fields: number): { row: TableRow; cells: readonly string[] } {
  const { row, finding, duplicateOf } = entry;
  if (row.kind === "blank_line") return { row, cells: [] };
  return { row, cells: mergeCells(finding ?? lost(entry), fields, duplicateOf) };
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
