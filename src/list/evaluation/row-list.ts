const shownRows = 5;

/**
 * `row 3`, `rows 3, 17 and 21`, `rows 3, 17, 21, 40, 52 and 7 more`.
 *
 * @param total how many there are, where not all of them were kept
 */
export function rowList(rows: readonly number[], total = rows.length): string {
  const shown = rows.slice(0, shownRows).map(String);
  const rest = total - shown.length;
  if (rest > 0) return `rows ${shown.join(", ")} and ${rest} more`;
  const last = shown.pop() ?? "";
  return shown.length === 0 ? `row ${last}` : `rows ${shown.join(", ")} and ${last}`;
}
