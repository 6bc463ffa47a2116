/** What an audit can find wrong, the first that counts first. */
export const auditProblems = {
  event_missing: "is missing",
  event_altered: "was altered",
  event_misplaced: "does not follow the one before it",
  events_cut: "and those behind it were cut off",
  suppressions_altered: "tells of other suppressions than are there",
  corrections_altered: "tells of other corrections than are there",
  sealed_altered: "tells of another sealed part than is there",
  key_altered: "tells of another key of sealed parts than is there",
  head_altered: "the head of the chain was altered",
  rows_unknown: "rows that no event tells of",
  ledger_altered: "what the file says of itself was altered",
  schema_altered: "tables were altered",
  file_damaged: "the file is damaged",
} as const;

export type AuditProblem = keyof typeof auditProblems;

export interface AuditFinding {
  problem: AuditProblem;
  /** Of the event; undefined where it is none of them. */
  seq?: number;
  /** Of the rows. */
  table?: string;
}

export interface Audit {
  /** That are there. */
  events: number;
  /** Nothing where all is as it was written; those of events first, by their number. */
  findings: readonly AuditFinding[];
}
