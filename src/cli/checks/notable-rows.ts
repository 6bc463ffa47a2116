import type { Entry } from "../../enrich/plan-batches.ts";
import { isMoved } from "../../enrich/refresh/held-npi.ts";
import { codeOfReason } from "../../model/reason.ts";
import { unansweredStatuses } from "../../model/status.ts";

/** A row that people are told about, by its place alone. */
interface NotableRow {
  row: number;
  /** Physical line of the list, or row of its sheet. */
  line: number;
  /** Code of its reason, or fixed words. */
  why: string;
}

interface Noted {
  /** The first of them. */
  rows: readonly NotableRow[];
  all: number;
}

/** Rows that stand out, noticed as they are written. */
export interface NotableRows {
  see(told: readonly Entry[]): void;
  /** Rows without an answer of this run. */
  unanswered(): Noted;
  /** Rows whose NPI now is somebody else's. */
  moved(): Noted;
}

/** @param most rows of each kind that are kept */
export function createNotableRows(most: number): NotableRows {
  const unanswered = createNotes(most);
  const moved = createNotes(most);
  return {
    see(told) {
      for (const { row, finding } of told) {
        if (finding === undefined) continue;
        const { number, line } = row;
        const { status, reason, stale } = finding;
        if (isMoved(finding)) moved.add({ row: number, line, why: codeOfReason(reason) });
        if (stale !== undefined) unanswered.add({ row: number, line, why: "values are kept" });
        else if (unansweredStatuses.has(status)) {
          unanswered.add({ row: number, line, why: codeOfReason(reason) });
        }
      }
    },
    unanswered: unanswered.noted,
    moved: moved.noted,
  };
}

function createNotes(most: number): { add(note: NotableRow): void; noted(): Noted } {
  const rows: NotableRow[] = [];
  let all = 0;
  return {
    add(note) {
      all++;
      if (rows.length < most) rows.push(note);
    },
    noted: () => ({ rows, all }),
  };
}
