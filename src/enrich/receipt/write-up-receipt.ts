import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { Table, TableHeader } from "../../table/table.ts";
import { outputColumns } from "../cells/output-columns.ts";
import type { DecisionsOutcome } from "../decisions/decisions-outcome.ts";
import type { DroppedRows } from "../dedupe/dedupe-outcome.ts";
import type { Receipt, Survey } from "./receipt.ts";
import type { ReceiptFile } from "./receipt-file.ts";
import { sealReceipt } from "./seal-receipt.ts";

/** What is known of a run beside its list and its outcome. */
export interface RunFacts {
  toolVersion: string;
  startedAt: Date;
  finishedAt: Date;
  /** Names without their folders, `-` for a standard stream. */
  inputName: string;
  output: ReceiptFile["output"];
  /** As asked for, and as the columns they came to. */
  fields: string;
  fieldColumns: readonly string[];
}

/** A run as its receipt. */
export function writeUpReceipt(
  table: Omit<Table, "rows">,
  survey: Survey,
  receipt: Receipt,
  facts: RunFacts,
): ReceiptFile {
  const { columns, dialect, dropped = [] } = table;
  const { dedupe } = receipt;
  return sealReceipt({
    schema_version: 1,
    tool_version: facts.toolVersion,
    started_at: facts.startedAt.toISOString(),
    finished_at: facts.finishedAt.toISOString(),
    input: {
      name: facts.inputName,
      format: table.format,
      sha256: survey.input_sha256,
      bytes: table.bytes,
      sheet: table.sheet,
    },
    output: facts.output,
    rows_in: receipt.rows_in,
    rows_out: receipt.rows_out,
    rejected: receipt.rejected,
    blank_lines: receipt.blank_lines,
    duplicate_rows: receipt.duplicate_rows,
    duplicates: dedupe?.duplicates,
    dropped: dedupe?.dropped && droppedRows(dedupe.dropped),
    refresh: receipt.refresh,
    answers: receipt.answers,
    requests: receipt.requests,
    decisions: receipt.decisions && decisionCounts(receipt.decisions),
    statuses: receipt.statuses,
    reasons: Object.fromEntries(receipt.reasons),
    untouched_sha256: receipt.untouched_sha256,
    header_sha256: headerHash(table),
    dialect,
    columns: {
      list: columns.length,
      extra: survey.extra_columns,
      added: outputColumns(facts.fieldColumns, {
        writes: receipt.write !== undefined,
        refreshes: receipt.refresh !== undefined,
      }),
      dropped: [...dropped],
      ...(receipt.write === undefined ? {} : { written: [...receipt.write.columns] }),
    },
    header_line: 1 + linesBefore(table.header),
    mapping: survey.mapping as ReceiptFile["mapping"],
    context: { ...receipt.context },
    context_from: survey.context_from,
    release: receipt.release,
    settings: {
      fields: facts.fields,
      ...(receipt.write === undefined ? {} : { write: receipt.write.mode }),
      min_confidence: receipt.min_confidence,
      target_precision: receipt.target_precision,
      dedupe: dedupe?.mode,
      seen_before: dedupe && [...dedupe.seen_before],
      decisions: receipt.decisions?.sha256,
    },
    layout: receipt.layout,
  });
}

function decisionCounts({
  sha256: _,
  decisions: __,
  ...counts
}: DecisionsOutcome): ReceiptFile["decisions"] {
  return counts;
}

/** Their number is that of the row numbers. */
function droppedRows({ count: _, ...rest }: DroppedRows): ReceiptFile["dropped"] {
  return rest;
}

/** SHA-256 (hex) over the header's own bytes. */
export function headerHash({ header }: Pick<Table, "header">): string {
  return createHash("sha256").update(header.raw).digest("hex");
}

/** Of a text its lines, of a workbook its rows. */
function linesBefore({ before, values }: TableHeader): number {
  if (values !== undefined) return values.before.length;
  const text = Buffer.from(before).toString("utf8");
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
