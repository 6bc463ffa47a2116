import type { SeenList } from "./survivors.ts";

export const dedupeModes = ["report", "mark", "drop"] as const;

/** What becomes of rows that are somebody whom an earlier row names. */
export type DedupeMode = (typeof dedupeModes)[number];

/** What a run has to say about duplicates. */
export interface DedupeOutcome {
  mode: DedupeMode;
  /** Rows matched to the NPI of an earlier row. */
  duplicates: number;
  /** How many of those have their survivor in another list. */
  elsewhere: number;
  /** What they were matched on, commonest first. */
  tiers: [matchedOn: string, rows: number][];
  seen_before: readonly SeenList[];
  /** Of `drop` only. */
  dropped?: DroppedRows;
}

/** Rows that are in the log and not in the output. */
export interface DroppedRows {
  /** row-ranges.ts */
  rows: string;
  count: number;
  /** The untouched hash of these rows, and of those that stayed. */
  sha256: string;
  kept_sha256: string;
  /** Blank lines that went with them: their bytes → the rows that they followed. */
  blank_lines: Record<string, string>;
}
