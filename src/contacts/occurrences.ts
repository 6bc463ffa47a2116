/** How many rows or cells, and the first rows it was about. */
export interface Occurrences {
  count: number;
  /** Row numbers, 1 = first data row. */
  first_rows: readonly number[];
}

/** Counts by code. */
export interface OccurrenceCount {
  add(code: string, row: number): void;
  /** The commonest first. */
  counts(): Record<string, Occurrences>;
}

const firstRowsShown = 5;

export function countOccurrences(): OccurrenceCount {
  const counted = new Map<string, { count: number; first_rows: number[] }>();
  return {
    add(code, row) {
      const one = counted.get(code) ?? { count: 0, first_rows: [] };
      one.count++;
      const { first_rows } = one;
      if (first_rows.length < firstRowsShown && first_rows.at(-1) !== row) first_rows.push(row);
      counted.set(code, one);
    },
    counts: () =>
      Object.fromEntries(
        [...counted].sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1)),
      ),
  };
}
