import { z } from "zod";
import { type Status, statuses } from "../../model/status.ts";
import { dedupeModes } from "../dedupe/dedupe-outcome.ts";
import { type ChangeKind, changeKinds } from "../refresh/change.ts";
import { parseRowRanges } from "./row-ranges.ts";

/**
 * The receipt of a run as it is kept: what was read, what was written, and what `heartbeat undo`
 * needs. Names of columns, counts, hashes and row numbers; never a cell of the list.
 * docs/verify.md says what each key means.
 */
const text = z.string();
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const format = z.enum(["csv", "xlsx", "ndjson"]);
const ranges = z.string().refine((given) => parseRowRanges(given) !== undefined, "row ranges");
const origin = z.string();

export const receiptSchema = z.object({
  schema_version: z.literal(1),
  tool_version: text,
  /** ISO 8601, UTC; not in a workbook, so that equal runs write equal bytes. */
  started_at: text.optional(),
  finished_at: text.optional(),
  input: z.object({
    /** Without its folder; `-` for standard input. */
    name: text,
    format,
    sha256,
    bytes: count.optional(),
    sheet: text.optional(),
  }),
  output: z.object({
    /** Neither is in a workbook, which may be renamed and cannot hold its own hash. */
    name: text.optional(),
    format,
    sha256: sha256.optional(),
  }),
  rows_in: count,
  rows_out: count,
  rejected: count,
  blank_lines: count,
  duplicate_rows: count,
  /** Rows matched to the NPI of an earlier row, where they were looked for. */
  duplicates: count.optional(),
  /** Those of them that are in the log and not in the output. */
  dropped: z
    .object({
      rows: ranges,
      /** As `untouched_sha256`: over these rows, and over those that stayed. */
      sha256,
      kept_sha256: sha256,
      /** Blank lines that went with them: their bytes → the rows that they followed. */
      blank_lines: z.record(z.string().regex(/^[\r\n]+$/), ranges),
    })
    .optional(),
  /** Where a list that was enriched was asked about again: what that changed. */
  refresh: z
    .object({
      /** Absent before there were any. */
      unasked: count.optional(),
      ...{ stale: count, changed_rows: count, identity_moves: count },
      ...{ deactivated: count, replaced: count, withheld: count },
      changes: z.object(
        Object.fromEntries(changeKinds.map((kind) => [kind, count])) as Record<
          ChangeKind,
          typeof count
        >,
      ),
    })
    .optional(),
  /** Which of its answers would be the same again; absent where that cannot be known. */
  answers: z
    .object({ under: sha256, parts: z.string().regex(/^([0-9a-f]{8})*$/), open: ranges })
    .optional(),
  requests: count,
  /** What became of decisions, each counted once. */
  decisions: z
    .object({
      applied: count,
      expired: count,
      withheld: count,
      unclear: count,
      unused: count,
    })
    .optional(),
  statuses: z.object(
    Object.fromEntries(statuses.map((status) => [status, count])) as Record<Status, typeof count>,
  ),
  reasons: z.record(text, count),
  untouched_sha256: sha256,
  header_sha256: sha256,
  dialect: z.object({
    delimiter: z.enum([",", ";", "\t", "|"]),
    encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]),
    bom: z.boolean(),
    line_ending: z.enum(["\n", "\r\n", "\r"]),
  }),
  columns: z.object({
    /** Of the list, after any were dropped. */
    list: z.int().positive(),
    /** `hb_extra_n` columns for the cells of long rows. */
    extra: count,
    added: z.array(text),
    /** Of an earlier run, left out of the output by `--replace-hb`. */
    dropped: z.array(text),
    /** Of the list's own: those that a run may have written into, and how many cells it did. */
    written: z
      .array(
        z.object({
          column: z.int().positive(),
          name: text,
          field: text,
          cells: count,
          kept_verified: count,
        }),
      )
      .optional(),
  }),
  /** Physical line of the header, or row of the sheet, 1 = first. */
  header_line: z.int().positive(),
  mapping: z.record(text, z.looseObject({ index: count, column: text, by: text })),
  context: z.looseObject({ name_order: text, prior: z.number() }),
  context_from: z.looseObject({ name_order: origin, prior: origin, name_columns: origin }),
  release: text,
  settings: z.object({
    /** As asked for: `default`, `identity,hb_phone`. */
    fields: text,
    /** Absent where the list's own cells stayed as they were. */
    write: z.enum(["fill", "overwrite"]).optional(),
    min_confidence: z.number(),
    target_precision: z.number().optional(),
    dedupe: z.enum(dedupeModes).optional(),
    /** Lists whose people counted as seen before, without their folders. */
    seen_before: z.array(z.object({ name: text, sha256 })).optional(),
    /** SHA-256 of the file of decisions. */
    decisions: sha256.optional(),
  }),
  layout: z.object({
    cells: z.record(z.string().regex(/^[1-9]\d{0,6}$/), ranges),
    rejected: ranges,
    part_rows: z.int().positive(),
    parts: z.string().regex(/^([0-9a-f]{8})*$/),
  }),
  /** Over all the rest (seal-receipt.ts). */
  receipt_sha256: sha256,
});

export type ReceiptFile = z.infer<typeof receiptSchema>;

/** The untouched hash of the rows that are in the output. */
export function writtenSha256({ dropped, untouched_sha256 }: ReceiptFile): string {
  return dropped?.kept_sha256 ?? untouched_sha256;
}
