import { shorten } from "./printable.ts";

const lineWidth = 80;
const leastWidth = 8;

/**
 * Lines of a table for 80 columns: the first column to the left and cut where the others leave too
 * little, the others to the right. Rows have as many cells as the first one.
 */
export function textTable(rows: readonly (readonly string[])[], indent = "  "): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const [first = 0, ...others] = widths;
  const taken = others.reduce((sum, width) => sum + width + 2, indent.length);
  const left = Math.min(first, Math.max(leastWidth, lineWidth - taken));
  return rows.map(([label = "", ...cells]) => {
    const right = cells.map((cell, i) => `  ${cell.padStart(others[i] ?? 0)}`).join("");
    return `${indent}${shorten(label, left).padEnd(left)}${right}`.trimEnd();
  });
}
