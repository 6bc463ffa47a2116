import type { Entry } from "../enrich/plan-batches.ts";
import { codeOfReason } from "../model/reason.ts";

/** A row that people are told about, by its place alone. */
interface NotableRow {
  row: number;
  /** Physical line of the list, or row of its sheet. */
  line: number;
  /** Code of its reason. */
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
  /** Rows without an answer. */
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
        const { status } = finding;
        if (status !== "error" && status !== "not_attempted" && status !== "conflict") continue;
        const why = codeOfReason(finding.reason);
        const note = { row: row.number, line: row.line, why };
        if (status !== "conflict") unanswered.add(note);
        else if (why === "identity_moved") moved.add(note);
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
