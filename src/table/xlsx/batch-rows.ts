import type { TableRow } from "../table.ts";

const mostRows = 500;
const mostCells = 50_000;
const mostBytes = 4 << 20;

/** Rows some hundreds at a time; fewer where they are wide or long, so that memory stays small. */
export async function* batchRows(
  groups: AsyncIterable<Iterable<TableRow>>,
  width: number,
  signal: AbortSignal,
): AsyncGenerator<TableRow[], void> {
  const size = Math.max(1, Math.min(mostRows, Math.floor(mostCells / width)));
  let batch: TableRow[] = [];
  let bytes = 0;
  for await (const rows of groups) {
    for (const row of rows) {
      batch.push(row);
      bytes += row.raw.length;
      if (batch.length < size && bytes < mostBytes) continue;
      signal.throwIfAborted();
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) yield batch;
}
