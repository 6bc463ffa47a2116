/** What a refresh has changed; rows but where cells are counted. */
export interface RefreshOutcome {
  /** Whose earlier values stay because the service gave no answer. */
  stale: number;
  /** Of which any cell differs from the list's. */
  changed_rows: number;
  changes: Readonly<Record<ChangeKind, number>>;
  identity_moves: number;
  deactivated: number;
  replaced: number;
  withheld: number;
}

/** The first six are counted by rows, the others by cells. */
export const changeKinds = [
  "identity_move",
  "withheld",
  "deactivated",
  "reactivated",
  "replaced",
  "status",
  "moved",
  "license",
  "phone",
  "added",
  "changed",
  "removed",
] as const;

export type ChangeKind = (typeof changeKinds)[number];
