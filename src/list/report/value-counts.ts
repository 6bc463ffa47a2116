/** Values that are shown one by one. */
const mostShown = 15;
/** Values that are told apart; a registry has fewer states and specialties than that. */
const mostKept = 2000;

/** How many rows have which value. */
export interface ValueCounts {
  /** The commonest, by rows and then by name. */
  top: readonly (readonly [value: string, rows: number])[];
  /** The other values together. */
  others: { values: number; rows: number };
  /** Rows without a value. */
  none: number;
}

/** @param read a cell as the value that is counted; "" for none */
export function createValueCounts(read: (cell: string) => string): {
  add(cell: string): void;
  counts(): ValueCounts;
} {
  const counts = new Map<string, number>();
  let none = 0;
  let beyond = 0;
  return {
    add(cell) {
      const value = read(cell);
      const before = counts.get(value);
      if (value === "") none++;
      else if (before !== undefined) counts.set(value, before + 1);
      else if (counts.size < mostKept) counts.set(value, 1);
      else beyond++;
    },
    counts() {
      const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      const rest = sorted.slice(mostShown);
      return {
        top: sorted.slice(0, mostShown),
        others: {
          values: rest.length,
          rows: rest.reduce((total, [, rows]) => total + rows, beyond),
        },
        none,
      };
    },
  };
}
