import { alwaysColumns } from "../../enrich/cells/field-catalogue.ts";
import type { Finding } from "../../enrich/finding.ts";
import type { Entry } from "../../enrich/plan-batches.ts";
import type { Change, ChangeKind } from "../../enrich/refresh/change.ts";
import { codeOfReason, reasonCodes } from "../../model/reason.ts";
import { answerStatuses, type Status, statuses } from "../../model/status.ts";
import { toState } from "../../normalize/places/place.ts";
import { type ConfidenceFigures, createConfidenceHistogram } from "./confidence-histogram.ts";
import { oneLine } from "./one-line.ts";
import { createShownRows, type ShownRows } from "./shown-rows.ts";
import { createValueCounts, type ValueCounts } from "./value-counts.ts";

/** What the page needs of the rows of a run, beside its receipt. */
export interface RunFigures {
  confidence: ConfidenceFigures;
  /** Rows with a profile: those that can have a value in a profile column. */
  profiled: number;
  /** Of the matched rows; undefined where the run has no such column. */
  states: ValueCounts | undefined;
  specialties: ValueCounts | undefined;
  /** Rows by status and reason code, in the order of the statuses. */
  reasons: readonly ReasonRows[];
  /** Rows with a change of the kind; only of a refresh. */
  changed: Partial<Record<ChangeKind, ShownRows>>;
}

interface ReasonRows {
  status: Status;
  /** `other` for one that this version does not know. */
  code: string;
  rows: ShownRows;
}

export const stateColumn = "hb_practice_state";
export const specialtyColumn = "hb_specialty";

/** A place outside of the states and territories is told as that, whatever it is called. */
const elsewhere = "outside the United States";

/**
 * Counts the rows of a run as they were written. It keeps sums, states, specialties and row numbers,
 * in memory that does not grow with the rows, and nothing that tells of one person.
 *
 * @param fields the profile columns
 */
export function createRunFigures(fields: readonly string[]): {
  watch(told: readonly Entry[], changes: readonly Change[]): void;
  figures(): RunFigures;
} {
  const confidence = createConfidenceHistogram();
  const states = createValueCounts((cell) =>
    cell.trim() === "" ? "" : toState(cell) || elsewhere,
  );
  const specialties = createValueCounts(specialtyIn);
  const reasons = new Map<string, ReturnType<typeof createShownRows>>();
  const stateAt = fields.indexOf(stateColumn);
  const specialtyAt = fields.indexOf(specialtyColumn);
  const changed = new Map<ChangeKind, ReturnType<typeof createShownRows>>();
  const lastChanged = new Map<ChangeKind, number>();
  let profiled = 0;

  function add(row: number, finding: Finding): void {
    const { status, kept } = finding;
    const cells = kept === undefined ? finding.cells : kept.slice(alwaysColumns.length);
    const isMatched = status === "matched";
    if (finding.confidence !== undefined && answerStatuses.has(status)) {
      confidence.add(finding.confidence, isMatched);
    }
    if (isMatched || cells.slice(0, fields.length).some((cell) => cell !== "")) profiled++;
    if (isMatched && stateAt !== -1) states.add(cells[stateAt] ?? "");
    if (isMatched && specialtyAt !== -1) specialties.add(cells[specialtyAt] ?? "");
    rowsOf(status, codeOfReason(finding.reason)).add(row);
  }

  /** A row counts once, however many of its cells have a change of the kind. */
  function addChange({ row, kind }: Change): void {
    if (lastChanged.get(kind) === row) return;
    lastChanged.set(kind, row);
    const rows = changed.get(kind) ?? createShownRows();
    changed.set(kind, rows);
    rows.add(row);
  }

  function rowsOf(status: Status, reason: string): ReturnType<typeof createShownRows> {
    const key = `${status} ${Object.hasOwn(reasonCodes, reason) ? reason : "other"}`;
    const rows = reasons.get(key) ?? createShownRows();
    reasons.set(key, rows);
    return rows;
  }

  return {
    watch(told, changes) {
      for (const { row, finding } of told) {
        if (finding !== undefined) add(row.number, finding);
      }
      changes.forEach(addChange);
    },
    figures: () => ({
      confidence: confidence.figures(),
      profiled,
      states: stateAt === -1 ? undefined : states.counts(),
      specialties: specialtyAt === -1 ? undefined : specialties.counts(),
      changed: Object.fromEntries([...changed].map(([kind, rows]) => [kind, rows.shown()])),
      reasons: [...reasons]
        .map(([key, rows]) => {
          const [status = "", code = ""] = key.split(" ");
          return { status: status as Status, code, rows: rows.shown() };
        })
        .sort(
          (a, b) =>
            statuses.indexOf(a.status) - statuses.indexOf(b.status) ||
            b.rows.rows - a.rows.rows ||
            (a.code < b.code ? -1 : 1),
        ),
    }),
  };
}

/** Words of a taxonomy; what an edited cell holds beside words is not told. */
function specialtyIn(cell: string): string {
  return /@|\d{5}/.test(cell) ? "other" : oneLine(cell);
}
