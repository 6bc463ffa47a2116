import type { LeadField } from "./lead-field.ts";

/** Whether a trimmed, filled cell passes. */
type CellTest = (cell: string) => boolean;

/** What cells can say about a field's column; supplied by the caller, who knows the values. */
interface FieldTests {
  /** Looks like a value of the field: settles a name that leaves it open. */
  settles?: CellTest;
  /** Only passed by what other kinds of columns rarely hold: finds a column whatever its name. */
  finds?: CellTest;
  /** Could be a value at all: where hardly any cell passes, the column's name is wrong. */
  allows?: CellTest;
}

export type ContentTests = Partial<Record<LeadField, FieldTests>>;

/** Share of a column's filled cells that must look right, and how many at least. */
const convincingShare = 0.6;
const convincingCells = 3;
/** So few passing of so many filled ones contradict a name. */
const contradictingShare = 0.1;
const contradictingCells = 5;
const mostValues = 300;
const placeholder = /^(?:[-\u2013\u2014.?_*/]+|#?n\/?a|null|nan|\\n)$/i;

/** How a list's columns look in a sample of its rows; does not depend on their order. */
export interface ColumnEvidence {
  rows: number;
  /** Cells that hold something. */
  filled(index: number): number;
  distinct(index: number): number;
  /** Share of the filled cells that pass; undefined without a test or without filled cells. */
  share(index: number, field: LeadField, test: keyof FieldTests): number | undefined;
  convinces(index: number, field: LeadField, test: "settles" | "finds", atLeast?: number): boolean;
  contradicts(index: number, field: LeadField): boolean;
  /** Share of the rows in which two columns differ, of those where either holds something. */
  difference(a: number, b: number): number;
}

export function createEvidence(
  sample: readonly (readonly string[])[],
  tests: ContentTests,
): ColumnEvidence {
  const columns = new Map<number, ReadonlyMap<string, number>>();
  const counted = new Map<string, Tally>();
  const cell = (row: readonly string[], index: number): string => {
    const text = row[index]?.trim() ?? "";
    return placeholder.test(text) ? "" : text;
  };
  /** Each value once, with how often it stands there. */
  const valuesOf = (index: number): ReadonlyMap<string, number> => {
    const known = columns.get(index);
    if (known !== undefined) return known;
    const values = new Map<string, number>();
    for (const row of sample) {
      const text = cell(row, index);
      if (text !== "") values.set(text, (values.get(text) ?? 0) + 1);
    }
    columns.set(index, values);
    return values;
  };
  const filled = (index: number): number => sum(valuesOf(index).values());
  const tally = (index: number, field: LeadField, test: keyof FieldTests): Tally | undefined => {
    const passes = tests[field]?.[test];
    if (passes === undefined) return undefined;
    const key = `${index} ${field} ${test}`;
    const known = counted.get(key);
    if (known !== undefined) return known;
    const tested = spread(valuesOf(index));
    const passing = tested.map(([text, times]) => (passes(text) ? times : 0));
    const counts = { passing: sum(passing), tested: sum(tested.map(([, times]) => times)) };
    counted.set(key, counts);
    return counts;
  };
  return {
    rows: sample.length,
    filled,
    distinct: (index) => valuesOf(index).size,
    share(index, field, test) {
      const { passing = 0, tested = 0 } = tally(index, field, test) ?? {};
      return tested === 0 ? undefined : passing / tested;
    },
    convinces(index, field, test, atLeast = convincingShare) {
      const { passing = 0, tested = 0 } = tally(index, field, test) ?? {};
      return passing >= convincingCells && passing >= tested * atLeast;
    },
    contradicts(index, field) {
      const { passing = 0, tested = 0 } = tally(index, field, "allows") ?? {};
      return tested >= contradictingCells && passing <= tested * contradictingShare;
    },
    difference(a, b) {
      let either = 0;
      let differing = 0;
      for (const row of sample) {
        const [one, other] = [cell(row, a).toLowerCase(), cell(row, b).toLowerCase()];
        if (one === "" && other === "") continue;
        either++;
        if (one !== other) differing++;
      }
      return either === 0 ? 0 : differing / either;
    },
  };
}

interface Tally {
  passing: number;
  tested: number;
}

/** At most so many different values, from all over the alphabet: parsing names takes its time. */
function spread(values: ReadonlyMap<string, number>): (readonly [string, number])[] {
  const all = [...values];
  if (all.length <= mostValues) return all;
  all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Array.from(
    { length: mostValues },
    (_, n) => all[Math.floor((n * all.length) / mostValues)] as [string, number],
  );
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
