/** Lines of a table, all columns to the left; rows have as many cells as the first. */
export function columnLines(rows: readonly (readonly string[])[], gap = "  "): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join(gap)
      .trimEnd(),
  );
}
