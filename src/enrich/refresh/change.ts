/** What becomes of rows and cells when a list is refreshed, as `--changes` and the gates name it. */
export const changeKinds = [
  /** The row's NPI is another person's now. */
  "identity_move",
  /** Nothing may be told of the row any more. */
  "withheld",
  "deactivated",
  "reactivated",
  /** CMS gave the person another NPI. */
  "replaced",
  /** The row has another status. */
  "status",
  /** Another practice location. */
  "moved",
  "license",
  /** Another telephone or fax number. */
  "phone",
  "added",
  "changed",
  "removed",
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** One cell that a refresh has changed; a line of `--changes`. */
export interface Change {
  /** Number of the row in the list. */
  row: number;
  /** A column of the output. */
  field: string;
  /** Empty where nothing may be told. */
  old: string;
  new: string;
  /** Where the new value is from; empty where there is none. */
  source: string;
  /** ISO day for which the source says it. */
  date: string;
  kind: ChangeKind;
}

/** In the order of the file. */
export const changeColumns = ["row", "field", "old", "new", "source", "date", "kind"] as const;

/** What a refresh came to. */
export interface RefreshOutcome {
  /** Rows that were not asked about, because asking could only give the same. */
  unasked: number;
  /** Rows whose earlier values stay, as the service gave no answer. */
  stale: number;
  /** Rows with at least one change. */
  changed_rows: number;
  /** Changes by kind. */
  changes: Record<ChangeKind, number>;
  /** Rows whose NPI is another person's, also where a refresh before this one found it. */
  identity_moves: number;
  /** Rows whose NPI was switched off, was replaced, or of which nothing may be told any more. */
  deactivated: number;
  replaced: number;
  withheld: number;
}
