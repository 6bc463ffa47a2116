import { basename } from "node:path";
import { fileName } from "../../list/evaluation/find-column.ts";

/**
 * What the lists of a command are called in what it writes: without their folders, and apart from
 * each other: `leads.csv`, and `leads.csv#2` for the second one of that name.
 */
export function listNames(paths: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return paths.map((path) => {
    const name = fileName(path === "-" ? path : basename(path));
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return nth === 1 ? name : `${name}#${nth}`;
  });
}
