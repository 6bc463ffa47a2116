import { accuracyOf, isAtLeast, isMatched } from "./accuracy.ts";
import { calibrationFigures } from "./calibration-error.ts";
import type { ScoredLead } from "./scored-lead.ts";

/** A column by whose values leads are told apart. */
export interface GroupColumn {
  column: string;
  /** The file that has it. */
  file: "list" | "truth";
  /** The column's cell of each lead, in the leads' order. */
  cells: readonly string[];
}

/** Figures of some leads; shares are null without cases. */
export interface GroupFigures {
  leads: number;
  with_answer: number;
  matched: number;
  /** Of the `matched`. */
  precision: number | null;
  /** Right and `matched`, of those with a right answer. */
  recall: number | null;
  /** Right and at least .9, of those with a right answer. */
  recall_at_90: number | null;
  /** `matched`, of those without a right answer. */
  false_match_rate: number | null;
  ece: number | null;
}

export interface ColumnFigures {
  column: string;
  file: "list" | "truth";
  /** Commonest first; "" is a blank cell. */
  values: (GroupFigures & { value: string })[];
  /** All leads with a value that is not among them; null when all values are. */
  other_values: (GroupFigures & { values: number }) | null;
}

const shownValues = 30;

/** A lead counts in each value of its cell. */
export function columnFigures(
  leads: readonly ScoredLead[],
  { column, file, cells }: GroupColumn,
): ColumnFigures {
  const split = createSplit(cells);
  const members = new Map<string, number[]>();
  for (const [index, cell] of cells.entries()) {
    for (const value of split(cell)) {
      const group = members.get(value);
      if (group === undefined) members.set(value, [index]);
      else group.push(index);
    }
  }
  const groups = [...members].sort(
    ([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : a > b ? 1 : 0),
  );
  const figures = (indexes: Iterable<number>) =>
    groupFigures(Array.from(indexes, (index) => leads[index] as ScoredLead));
  const others = groups.slice(shownValues);
  const otherLeads = new Set(others.flatMap(([, indexes]) => indexes));
  return {
    column,
    file,
    values: groups
      .slice(0, shownValues)
      .map(([value, indexes]) => ({ value, ...figures(indexes) })),
    other_values:
      others.length === 0 ? null : { values: others.length, ...figures(otherLeads.values()) },
  };
}

function groupFigures(leads: readonly ScoredLead[]): GroupFigures {
  const matched = accuracyOf(leads, isMatched);
  return {
    leads: leads.length,
    with_answer: leads.filter(({ truth }) => truth !== "").length,
    matched: matched.answers,
    precision: matched.precision,
    recall: matched.recall,
    recall_at_90: accuracyOf(leads, isAtLeast(0.9)).recall,
    false_match_rate: matched.false_match_rate,
    ece: calibrationFigures(leads).ece,
  };
}

const tagCell = /^[a-z][a-z0-9_-]*(?:[\s;,+|]+[a-z][a-z0-9_-]*)*$/;

/**
 * What a cell's values are: parts between semicolons; in a column of nothing but tags
 * (`nickname moved_city`) also words, because a city's or specialty's words belong together.
 */
function createSplit(cells: readonly string[]): (cell: string) => string[] {
  const texts = new Set(cells);
  const isTagged = [...texts].every((text) => text.trim() === "" || tagCell.test(text.trim()));
  const separator = isTagged ? /[\s;,+|]+/ : /;/;
  const known = new Map<string, string[]>();
  for (const text of texts) {
    const parts = text.split(separator).map((part) => part.trim());
    const values = new Set(parts.filter((part) => part !== ""));
    known.set(text, values.size === 0 ? [""] : [...values]);
  }
  return (cell) => known.get(cell) ?? [""];
}
