import type { Receipt, Survey } from "../enrich/receipt.ts";
import type { Table } from "../table/table.ts";
import type { Job } from "./enrich-job.ts";
import type { RunOutcome } from "./run-event.ts";

/** What `--json` prints at the end of a run. */
export function runSummary(
  table: Table,
  survey: Survey,
  receipt: Receipt,
  { output, receipt: { file }, resumed }: Pick<Job, "output" | "receipt"> & { resumed: number },
) {
  const { rows_in, rows_out, untouched_sha256 } = receipt;
  return {
    schema_version: 1,
    input: table.file,
    input_sha256: survey.input_sha256,
    dialect: table.dialect,
    certainty: table.certainty ?? null,
    output,
    rows: rows_out,
    statuses: receipt.statuses,
    reasons: Object.fromEntries(receipt.reasons),
    duplicate_rows: receipt.duplicate_rows,
    requests: receipt.requests,
    resumed,
    duration_ms: receipt.duration_ms,
    release: receipt.release,
    context: receipt.context,
    min_confidence: receipt.min_confidence,
    target_precision: receipt.target_precision ?? null,
    mapping: receipt.mapping,
    never_sent: survey.never_sent.map(({ column }) => column),
    damage: receipt.damage,
    receipt: { file: file ?? null, rows_in, rows_out, untouched_sha256 },
  };
}

/** And what the last event says of it with `--progress json`. */
export function runOutcome(
  receipt: Receipt,
  { output, receipt: { file }, resumed }: Pick<Job, "output" | "receipt"> & { resumed: number },
): RunOutcome {
  return {
    rows: receipt.rows_out,
    statuses: receipt.statuses,
    reasons: Object.fromEntries(receipt.reasons),
    requests: receipt.requests,
    resumed,
    release: receipt.release,
    output,
    receipt: file ?? null,
  };
}

/** What `--json` prints at the end of a dry run. */
export function dryRunSummary(table: Table, survey: Survey) {
  const { rows, requests, release, context, mapping, not_taken, cells, never_sent, damage } =
    survey;
  return {
    schema_version: 1,
    dry_run: true,
    input: table.file,
    input_sha256: survey.input_sha256,
    dialect: table.dialect,
    certainty: table.certainty ?? null,
    ...{ rows, requests, release, context, mapping, not_taken, cells },
    never_sent: never_sent.map(({ column }) => column),
    damage,
  };
}
