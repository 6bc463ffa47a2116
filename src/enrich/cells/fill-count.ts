/** Counts how many rows have a value in each column that profiles fill. */
export interface FillCount {
  /** @param cells of a matched row, one a column; none for a row of an earlier run */
  add(cells: readonly string[]): void;
  /** Column → rows with a value, in the order of the columns. */
  filled(): Record<string, number>;
}

export function createFillCount(columns: readonly string[]): FillCount {
  const counts = columns.map(() => 0);
  return {
    add(cells) {
      for (let i = 0; i < counts.length; i++) {
        if (cells[i] !== undefined && cells[i] !== "") counts[i] = (counts[i] as number) + 1;
      }
    },
    filled: () => Object.fromEntries(columns.map((column, i) => [column, counts[i] ?? 0])),
  };
}
