import { createRowRanges } from "../receipt/row-ranges.ts";

/** Which line of a journal answers which row: four bytes a row, however long its answer is. */
export interface RowLines {
  /** A later line about a row counts for more. Ascending rows; such as the list does not have are passed over. */
  add(rows: Iterable<number>, place: LinePlace): void;
  placeOf(row: number): LinePlace | undefined;
  /** Rows with a line. */
  answered(): number;
}

interface LinePlace {
  offset: number;
  /** Without the line break. */
  length: number;
}

export function createRowLines(rows: number): RowLines {
  /** Number of a row's line, counted from one. */
  const lineOf = new Int32Array(rows + 1);
  const places: LinePlace[] = [];
  let answered = 0;
  return {
    add(answers, place) {
      const line = places.push(place);
      for (const row of answers) {
        if (row > rows) break;
        if (lineOf[row] === 0) answered++;
        lineOf[row] = line;
      }
    },
    placeOf: (row) => places[(lineOf[row] ?? 0) - 1],
    answered: () => answered,
  };
}

/** Row numbers of ranges, one after the other. */
export function* rowsOf(ranges: readonly (readonly [number, number])[]): Generator<number> {
  for (const [first, last] of ranges) for (let row = first; row <= last; row++) yield row;
}

/** The rows of a line, as its beginning names them. */
export function rangesText(rows: readonly number[]): string {
  const ranges = createRowRanges();
  for (const row of rows) ranges.add(row);
  return ranges.text();
}
