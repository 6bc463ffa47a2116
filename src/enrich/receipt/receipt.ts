import type { MatchContext } from "../../model/contract.ts";
import type { StopError } from "../../model/errors.ts";
import type { Status } from "../../model/status.ts";
import type { ColumnMapping, LeadField } from "../../table/columns/lead-field.ts";
import type { NotTaken } from "../../table/columns/map-columns.ts";
import type { SensitiveColumn } from "../../table/columns/sensitive-columns.ts";
import type { Dialect } from "../../table/table.ts";
import type { DecisionsOutcome } from "../decisions/decisions-outcome.ts";
import type { DedupeOutcome } from "../dedupe/dedupe-outcome.ts";
import type { RefreshOutcome } from "../refresh/change.ts";
import type { ToldAnswers } from "../refresh/told-answers.ts";
import type { DamageKind } from "../rows/cell-damage.ts";
import type { WrittenCount } from "../write/own-cell-writer.ts";
import type { WriteMode } from "../write/write-mode.ts";
import type { RowLayout } from "./row-layout.ts";

/** What a list says by itself, before anybody is asked. */
export interface ListReading {
  /** SHA-256 of the whole file, hex. */
  input_sha256: string;
  /** Records and rejected lines; blank lines are not rows. */
  rows: number;
  rejected: number;
  /** Rows that are the header once more, as in files put one behind the other. */
  header_again?: HeaderAgain;
  mapping: ColumnMapping;
  /** Columns named for a field that their cells cannot be. */
  not_taken: readonly NotTaken[];
  /** Fields that were in doubt, as `--map` has to say them for the same mapping. */
  said: ReadonlyMap<LeadField, string>;
  /** Fields that somebody wants unmapped. */
  left_out: readonly LeadField[];
  /** Widest long row's surplus: that many `hb_extra_n` columns. */
  extra_columns: number;
  /** Per mapped field: how many cells would be sent. */
  cells: Partial<Record<string, number>>;
  /** What spreadsheets have done to the mapped cells, repaired for matching or lost. */
  damage: readonly CellDamage[];
  /** Columns that no field may have. */
  never_sent: readonly SensitiveColumn[];
  /** Rows that an earlier run left without an answer, where only those are to be asked about. */
  open_rows?: number;
  /** Of a list that is refreshed: rows that may not be what they were, as first and last. */
  edited?: readonly (readonly [first: number, last: number])[];
  /** And those that may not say what they said in the columns of a run; absent where nobody knows. */
  retold?: readonly (readonly [first: number, last: number])[];
  /** Requests a run would make (identical leads asked once, `invalid_input` never). */
  requests: number;
  /** Hash of a lead that stands in several rows → number of its first row. */
  repeated: ReadonlyMap<number, number>;
}

/** What is settled about a list before its first request (design.md section 5, step 2). */
export interface Survey extends ListReading, SettledContext {
  /** What it took to estimate the prior. */
  estimate: Estimate;
  release: string;
}

export interface SettledContext {
  context: MatchContext;
  /** How the context came about, for people: `default`, `estimated`, `flag`. */
  context_from: {
    name_order: ContextOrigin;
    prior: ContextOrigin;
    name_columns: ContextOrigin;
  };
}

export interface Estimate {
  /** Leads sent to a service elsewhere; one in this process costs nothing. */
  requests: number;
  /** Not made: it might have taken more requests than there may be. */
  isTooDear: boolean;
}

export interface HeaderAgain {
  rows: number;
  /** Physical line of the first. */
  first_line: number;
}

/** So many cells of a column show one kind of damage. */
export interface CellDamage {
  kind: DamageKind;
  field: LeadField;
  column: string;
  cells: number;
}

type ContextOrigin = "default" | "estimated" | "flag";

/** The outcome of a run; the source of the summary and of `--json`. */
export interface Receipt {
  rows_in: number;
  /** Fewer only by those that were dropped as duplicates. */
  rows_out: number;
  /** Rows that are no CSV records, and lines that are no rows. */
  rejected: number;
  blank_lines: number;
  /** Of the rows written; every status is there, also with 0. */
  statuses: Record<Status, number>;
  /** Reason code → rows, commonest first. */
  reasons: [code: string, rows: number][];
  /** Leads asked (not batches). */
  requests: number;
  duplicate_rows: number;
  /**
   * SHA-256 over the bytes of all input records and rejected lines in order, each ended by one LF,
   * as read and as written: equal by proof.
   */
  untouched_sha256: string;
  layout: RowLayout;
  /** Where duplicates were looked for. */
  dedupe?: DedupeOutcome;
  /** Where a list that was enriched was asked about again. */
  refresh?: RefreshOutcome;
  /** Which of its answers would be the same again; absent where that cannot be known. */
  answers?: ToldAnswers;
  /** What became of what people had decided, where a file of decisions was given. */
  decisions?: DecisionsOutcome;
  release: string;
  context: MatchContext;
  /** What was written into the list's own columns, where a run may do that. */
  write?: { mode: WriteMode["mode"]; columns: readonly WrittenCount[] };
  /** Confidence that `matched` took, 0..1. */
  min_confidence: number;
  /** Precision that it was chosen for, where one was asked for. */
  target_precision?: number;
  mapping: ColumnMapping;
  damage: readonly CellDamage[];
  dialect: Dialect;
  duration_ms: number;
  /** Why the service was not asked any further; undefined when it was asked about all. */
  stopped?: StopError;
  /** Profile column → rows that have a value there. */
  filled: Record<string, number>;
  /** Number of the first row with this status, for "next command" hints. */
  first_row: Partial<Record<Status, number>>;
}
