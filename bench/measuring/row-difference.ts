import { readFileSync } from "node:fs";

/** Rows of two enriched lists that are not the same, and how many the second one calls suppressed. */
export function differenceOf(one: string, other: string): { rows: number; suppressed: number } {
  const before = readFileSync(one, "utf8").split("\n");
  const after = readFileSync(other, "utf8").split("\n");
  if (before.length !== after.length) throw new Error("two lists of unlike lengths");
  const changed = after.filter((row, i) => row !== before[i]);
  const suppressed = changed.filter((row) => /,suppressed,/.test(row)).length;
  return { rows: changed.length, suppressed };
}
