import type { ColumnEvidence } from "./column-evidence.ts";
import type { LeadField } from "./lead-field.ts";

/** A field whose column should be asked for rather than guessed. */
export interface ColumnDoubt {
  field: LeadField;
  /** `equal`: several columns have as good a claim; `weak`: the cells alone say so, not clearly. */
  why: "equal" | "weak";
  /** The columns it may be, the best guess first. */
  columns: readonly DoubtedColumn[];
  /** Rows that were looked at. */
  rows: number;
}

interface DoubtedColumn {
  index: number;
  column: string;
  /** Cells of those rows that hold something. */
  filled: number;
}

/** Both are in use, and say different things, in so large a share of rows. */
const differingShare = 0.2;
/** Fewer filled cells say too little to stop a run for: the first column, called unsure. */
const tellingCells = 5;
/** Ahead by so much of its cells that look right, or filled so many times as often: no doubt. */
const clearShare = 0.15;
const clearFill = 2;

/** A column, and those that have as good a claim and say something else. */
export interface Choice {
  index: number;
  rivals: readonly number[];
  /** Whether the rivals are worth a question. */
  isDoubtful: boolean;
}

/** Which of columns with equally good names; the first, where their cells leave it open. */
export function chooseRival(
  field: LeadField,
  indexes: readonly number[],
  evidence: ColumnEvidence,
  test: "settles" | "finds",
): Choice {
  const better = (a: number, b: number): boolean => {
    const [shareA = 0, shareB = 0] = [a, b].map((at) => evidence.share(at, field, test));
    if (Math.abs(shareA - shareB) >= clearShare) return shareA > shareB;
    return evidence.filled(a) > clearFill * evidence.filled(b);
  };
  const index = indexes.reduce((best, next) => (better(next, best) ? next : best));
  const rivals = indexes.filter(
    (other) =>
      other !== index &&
      !better(index, other) &&
      evidence.filled(other) > 0 &&
      evidence.difference(index, other) > differingShare,
  );
  const least = Math.min(...[index, ...rivals].map(evidence.filled));
  return { index, rivals, isDoubtful: rivals.length > 0 && least >= tellingCells };
}

export function toDoubt(
  field: LeadField,
  why: ColumnDoubt["why"],
  indexes: readonly number[],
  { columns, evidence }: { columns: readonly string[]; evidence: ColumnEvidence },
): ColumnDoubt {
  const doubted = indexes.map((index) => ({
    index,
    column: columns[index] ?? "",
    filled: evidence.filled(index),
  }));
  return { field, why, columns: doubted, rows: evidence.rows };
}
