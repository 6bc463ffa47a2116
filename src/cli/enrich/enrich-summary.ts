import type { DedupeOutcome } from "../../enrich/dedupe/dedupe-outcome.ts";
import type { ListReading, Receipt, Survey } from "../../enrich/receipt/receipt.ts";
import type { Table } from "../../table/table.ts";
import { type Verdict, verdictSummary } from "../checks/verdict.ts";
import type { DryRun } from "../plan/dry-run-screen.ts";
import type { RunOutcome } from "../screen/run-event.ts";
import type { Job } from "./enrich-job.ts";

/** What `--json` prints at the end of a run. */
export function runSummary(
  table: Table,
  survey: Survey,
  receipt: Receipt,
  {
    output,
    receipt: { file },
    resumed,
    dedupe,
    verdict,
  }: Pick<Job, "output" | "receipt" | "dedupe"> & { resumed: number; verdict: Verdict },
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
    filled: receipt.filled,
    requests: receipt.requests,
    resumed,
    estimate_requests: survey.estimate.requests,
    duration_ms: receipt.duration_ms,
    release: receipt.release,
    context: receipt.context,
    min_confidence: receipt.min_confidence,
    target_precision: receipt.target_precision ?? null,
    mapping: receipt.mapping,
    never_sent: survey.never_sent.map(({ column }) => column),
    damage: receipt.damage,
    write: receipt.write ?? null,
    ...(receipt.refresh && { refresh: receipt.refresh }),
    ...(receipt.dedupe && { dedupe: dedupeSummary(receipt.dedupe, dedupe?.log) }),
    ...(receipt.decisions && { decisions: receipt.decisions }),
    ...verdictSummary(verdict),
    receipt: { file: file ?? null, rows_in, rows_out, untouched_sha256 },
  };
}

function dedupeSummary(
  { mode, duplicates, elsewhere, tiers, dropped, seen_before }: DedupeOutcome,
  log: string | undefined,
) {
  return {
    mode,
    duplicates,
    elsewhere,
    tiers: Object.fromEntries(tiers),
    dropped: dropped?.count ?? 0,
    seen_before,
    log: log ?? null,
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
    ...(receipt.dedupe && {
      duplicates: receipt.dedupe.duplicates,
      dropped: receipt.dedupe.dropped?.count ?? 0,
    }),
    ...(receipt.refresh && { refresh: receipt.refresh }),
    release: receipt.release,
    output,
    receipt: file ?? null,
  };
}

/** And of a dry one; release and context are null where nobody was asked. */
export function dryRunSummary(
  table: Table,
  {
    survey,
    asks,
    elsewhere,
    writePlan,
  }: Pick<DryRun, "asks" | "elsewhere" | "writePlan"> & {
    survey: ListReading | Survey;
  },
) {
  const { rows, mapping, not_taken, cells, never_sent, damage } = survey;
  const { release = null, context = null } = survey as Partial<Survey>;
  return {
    schema_version: 1,
    dry_run: true,
    input: table.file,
    input_sha256: survey.input_sha256,
    dialect: table.dialect,
    certainty: table.certainty ?? null,
    ...{ rows, requests: asks, release, context, mapping, not_taken, cells },
    service: elsewhere?.address ?? null,
    estimate_requests: elsewhere?.estimate ?? 0,
    ...(survey.open_rows === undefined ? {} : { open_rows: survey.open_rows }),
    never_sent: never_sent.map(({ column }) => column),
    damage,
    write:
      writePlan === undefined
        ? null
        : {
            mode: writePlan.mode,
            columns: writePlan.columns.map(({ index, name }) => ({ column: index + 1, name })),
          },
  };
}
