import { unsureConfidence } from "./column-confidence.ts";
import { type ColumnDoubt, chooseRival, toDoubt } from "./column-doubt.ts";
import type { ColumnEvidence } from "./column-evidence.ts";
import { type ColumnMapping, type LeadField, leadFields, type MappedColumn } from "./lead-field.ts";

/** A mapping under way: a column is taken once, a field given once. */
export interface MappingDraft {
  columns: readonly string[];
  evidence: ColumnEvidence;
  /** Columns that may still be taken. */
  free: ReadonlySet<number>;
  /** Fields still without a column. */
  open: ReadonlySet<LeadField>;
  /** Fields that have one, in the fields' order. */
  mapping(): ColumnMapping;
  doubts: ColumnDoubt[];
  /** Keeps a column from every field. */
  bar(index: number): void;
  give(field: LeadField, index: number, by: MappedColumn["by"], confidence: number): void;
  /** The best of columns with equally good claims; a doubt where others are as good. */
  giveBest(
    field: LeadField,
    indexes: readonly number[],
    by: "name" | "content",
    confidenceOf: (index: number) => number,
  ): void;
}

/** @param leftOut fields that stay without a column, or are given one by name. */
export function createDraft(
  columns: readonly string[],
  evidence: ColumnEvidence,
  leftOut: ReadonlySet<LeadField>,
): MappingDraft {
  const given: ColumnMapping = {};
  // Only columns in here are ever taken.
  const free = new Set(columns.keys());
  const open = new Set<LeadField>(leadFields.filter((field) => !leftOut.has(field)));
  const doubts: ColumnDoubt[] = [];

  function give(field: LeadField, index: number, by: MappedColumn["by"], confidence: number): void {
    given[field] = { index, column: columns[index] ?? "", by, confidence };
    free.delete(index);
    open.delete(field);
  }

  return {
    columns,
    evidence,
    free,
    open,
    doubts,
    bar: (index) => free.delete(index),
    give,
    giveBest(field, indexes, by, confidenceOf) {
      const test = by === "name" ? "settles" : "finds";
      const { index, rivals, isDoubtful } = chooseRival(field, indexes, evidence, test);
      if (isDoubtful) {
        doubts.push(toDoubt(field, "equal", [index, ...rivals], { columns, evidence }));
      }
      const confidence = confidenceOf(index);
      const most = rivals.length === 0 ? 1 : unsureConfidence;
      give(field, index, by, Math.min(confidence, most));
    },
    mapping() {
      const ordered: ColumnMapping = {};
      for (const field of leadFields) {
        const mapped = given[field];
        if (mapped !== undefined) ordered[field] = mapped;
      }
      return ordered;
    },
  };
}
