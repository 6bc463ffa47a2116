import type { FindingKind, Severity } from "./finding-kinds.ts";

/** Everything of one kind in one column (or about rows, or the list as a whole). No value of a cell. */
export interface DoctorFinding {
  kind: FindingKind;
  severity: Severity;
  /** Header cell as it stands; null where no one column is meant. */
  column: string | null;
  /** 1-based position of it. */
  column_number: number | null;
  /** Cells, rows or columns of this kind. */
  count: number;
  /** The first of them, in input order; none where the list as a whole is meant. */
  rows: readonly Place[];
  /** `3 ZIPs without their leading zero` */
  says: string;
  /** What a run does about it. */
  effect: string;
}

/** Where a row stands. */
export interface Place {
  /** 1 = first data row. */
  row: number;
  /** Physical line, or row of the sheet; 1 = first. */
  line: number;
}
