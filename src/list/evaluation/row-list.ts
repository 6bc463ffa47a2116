const shownRows = 5;

/** `row 3`, `rows 3, 17 and 21`, `rows 3, 17, 21, 40, 52 and 7 more`. */
export function rowList(rows: readonly number[]): string {
  const shown = rows.slice(0, shownRows).map(String);
  const rest = rows.length - shown.length;
  if (rest > 0) return `rows ${shown.join(", ")} and ${rest} more`;
  const last = shown.pop() ?? "";
  return shown.length === 0 ? `row ${last}` : `rows ${shown.join(", ")} and ${last}`;
}
