import type { Entry } from "../plan-batches.ts";
import { type Change, changeKinds, type RefreshOutcome } from "./change.ts";
import { isMoved } from "./held-npi.ts";
import { createRowChanges } from "./row-changes.ts";

/** Counts what a refresh has changed. */
export interface RefreshLog {
  /** Rows as they were written; gives their changes. */
  add(entries: readonly Entry[]): Change[];
  outcome(): RefreshOutcome;
}

/** @param fields the profile columns */
export function createRefreshLog(fields: readonly string[]): RefreshLog {
  const changesOf = createRowChanges(fields);
  const changes = Object.fromEntries(
    changeKinds.map((kind) => [kind, 0]),
  ) as RefreshOutcome["changes"];
  const rows = { unasked: 0, stale: 0, changed_rows: 0, identity_moves: 0 };
  const byKind = { deactivated: 0, replaced: 0, withheld: 0 };

  /** Of one row. */
  function count(found: readonly Change[]): void {
    if (found.length > 0) rows.changed_rows++;
    for (const { kind } of found) changes[kind]++;
    for (const kind of ["deactivated", "replaced", "withheld"] as const) {
      if (found.some((change) => change.kind === kind)) byKind[kind]++;
    }
  }

  return {
    add(entries) {
      return entries.flatMap(({ row, before, finding, unasked }) => {
        if (before === undefined || finding === undefined) return [];
        if (unasked === true) {
          rows.unasked++;
          return [];
        }
        const found = changesOf(row.number, before, finding);
        count(found);
        if (finding.stale !== undefined) rows.stale++;
        if (isMoved(finding)) rows.identity_moves++;
        return found;
      });
    },
    outcome: () => ({ ...rows, changes, ...byKind }),
  };
}
