import type { ChannelRules } from "../model/channel-rules.ts";
import type { Disclosures } from "../model/disclosures.ts";
import type { Suppressions } from "../model/suppressions.ts";
import type { TableRow, TableWriter } from "../table/table.ts";
import { type CloseChannels, createCloseChannels } from "./cells/close-channels.ts";
import { mergeCells } from "./cells/merge-cells.ts";
import { outputColumns } from "./cells/output-columns.ts";
import { type ProvenanceLine, provenanceLines } from "./cells/provenance-lines.ts";
import type { Deduplication } from "./dedupe/deduplicate.ts";
import { survivorText } from "./dedupe/duplicate-cells.ts";
import type { Survivor } from "./dedupe/survivors.ts";
import type { Batch, Entry } from "./plan-batches.ts";
import type { Tally } from "./receipt/tally.ts";
import { createUntouchedHash } from "./receipt/untouched-hash.ts";
import { recordTold } from "./record-told.ts";
import type { Change } from "./refresh/change.ts";
import { keepUnanswered } from "./refresh/keep-unanswered.ts";
import { recheckUnasked, type UnaskedRows } from "./refresh/recheck-unasked.ts";
import type { RefreshLog } from "./refresh/refresh-log.ts";
import { createSameAgain } from "./refresh/same-again.ts";
import { type AnswersLog, toldText } from "./refresh/told-answers.ts";
import { createRepeatedFindings } from "./repeated-findings.ts";
import { withhold } from "./withhold.ts";
import type { OwnCellWriter } from "./write/own-cell-writer.ts";

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
  provenance?: { write(lines: readonly ProvenanceLine[]): Promise<void> } | undefined;
  /** Takes what a refresh has changed. */
  changes?: { write(changes: readonly Change[]): Promise<void> } | undefined;
  suppressions: Suppressions;
  channels: ChannelRules;
  /** Undefined where whoever answers keeps its own record. */
  disclosures?: Pick<Disclosures, "record"> | undefined;
  /** Sorts out who was named before; undefined where nobody asked for that. */
  deduplication?: Deduplication | undefined;
  /** Rows that were left unasked, as long as what their answers hang on holds. */
  unasked?: UnaskedRows | undefined;
  /** Sees the rows of the output as they were written, and what a refresh changed in them. */
  watch?: ((told: readonly Entry[], changes: readonly Change[]) => void) | undefined;
}

/** What the cells of rows are. */
export interface Filling {
  /** The profile columns. */
  fields: readonly string[];
  /** Names of the values behind them, for the list's own columns. */
  further: readonly string[];
  /** Writes into the list's own cells; undefined where those stay as they are. */
  ownCells: OwnCellWriter | undefined;
  /** Counts what a refresh has changed; undefined of any other run. */
  refresh?: RefreshLog | undefined;
  /** Which answers would be the same again; undefined where nobody could know. */
  answers?: AnswersLog | undefined;
}

export function createBatchWriter(
  filling: Filling,
  tally: Tally,
  {
    writer,
    rejects,
    provenance,
    suppressions,
    channels,
    disclosures,
    deduplication,
    changes,
    unasked,
    watch,
  }: BatchWriterDeps,
): BatchWriter {
  const repeated = createRepeatedFindings();
  const written = createUntouchedHash();
  const { fields, further } = filling;
  const names = [...fields, ...further];
  const close = createCloseChannels(fields, further, channels);
  const isSameAgain = createSameAgain(fields);

  return {
    async write({ entries }) {
      for (const entry of entries) {
        if (entry.duplicateOf === 0) repeated.keep(entry);
        else repeated.share(entry);
      }
      await recheckUnasked(entries, suppressions, unasked, repeated);
      keepUnanswered(entries);
      await withholdAtTheWrite(entries, suppressions);
      await closeSettledBefore(entries, close);
      if (disclosures !== undefined) recordTold(entries, disclosures);
      const stay = (await deduplication?.take(entries)) ?? entries.map((entry) => ({ entry }));
      const rows = stay.map((one) => toOutput(one, filling));
      await writer.write(rows);
      addUntouched(entries, rows, written);
      addAnswers(rows, isSameAgain, filling.answers);
      for (const { entry } of stay) {
        const { row, finding, duplicateOf } = entry;
        if (finding !== undefined) tally.add(row.number, finding, duplicateOf !== 0);
      }
      const told = stay.map(({ entry }) => entry);
      const changed = filling.refresh?.add(told) ?? [];
      await changes?.write(changed);
      watch?.(told, changed);
      await provenance?.write(provenanceLines(told, fields.length, names));
      await writeRejects(entries, rejects);
    },
    rows: written.rows,
    untouched: written.digest,
  };
}

/**
 * The last of the three questions: a suppression may have come while the run was under way. Where
 * none has, what was answered still holds.
 */
async function withholdAtTheWrite(
  entries: readonly Entry[],
  suppressions: Suppressions,
): Promise<void> {
  const number = await suppressions.number();
  const telling = entries.filter(
    ({ own, finding, askedUnder }) =>
      own !== undefined && finding?.status !== "suppressed" && askedUnder !== number,
  );
  if (telling.length === 0) return;
  const findings = telling.map((entry) => entry.finding ?? lost(entry));
  const told = await withhold(findings, telling, suppressions);
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
    if (findings[i] !== entry.finding) entry.closedSince = true;
    entry.finding = findings[i];
  });
}

interface OutputRow {
  entry: Entry;
  row: TableRow;
  cells: readonly string[];
  /** The row as it was read. */
  untouched: TableRow;
  /** What it says in the columns of a run (refresh/told-answers.ts); "" of a blank line. */
  told: string;
}

const duplicatePlace = outputColumns([]).indexOf("hb_duplicate_of");

function toOutput(
  { entry, survivor }: { entry: Entry; survivor?: Survivor | undefined },
  { fields, ownCells, refresh, answers }: Filling,
): OutputRow {
  const { row, duplicateOf } = entry;
  if (row.kind === "blank_line") return { entry, row, cells: [], untouched: row, told: "" };
  const finding = entry.finding ?? lost(entry);
  const merged = mergeCells(finding, fields.length, duplicateOf);
  // Also where a row with the same lead comes before: of a person all rows name the same one.
  const cells =
    survivor === undefined ? merged : merged.with(duplicatePlace, survivorText(survivor));
  const stale = finding.stale ?? "";
  const behind = refresh === undefined ? [] : [stale];
  const told = answers === undefined ? "" : toldText(cells, stale);
  if (ownCells === undefined)
    return { entry, row, cells: [...cells, ...behind], untouched: row, told };
  const written = ownCells.write(row, finding);
  entry.decisions = written.decisions;
  const { untouched } = written;
  const all = [...cells, written.told, ...behind];
  return { entry, row: written.row, cells: all, untouched, told };
}

function addAnswers(
  rows: readonly OutputRow[],
  isSameAgain: (entry: Entry) => boolean,
  answers: AnswersLog | undefined,
): void {
  if (answers === undefined) return;
  for (const { entry, told } of rows) {
    if (entry.row.kind !== "blank_line") answers.add(told, !isSameAgain(entry));
  }
}

/** In input order, also those that are not in the output. */
function addUntouched(
  entries: readonly Entry[],
  rows: readonly OutputRow[],
  written: { add(row: TableRow): void },
): void {
  let next = 0;
  for (const entry of entries) {
    const output = rows[next];
    if (output?.entry !== entry) {
      written.add(entry.row);
      continue;
    }
    next++;
    written.add(output.untouched);
  }
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
