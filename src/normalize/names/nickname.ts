import { once } from "../once.ts";
import { nicknameFamilies } from "./nickname-table.ts";

const noClasses: readonly string[] = [];

const classesOfName: () => ReadonlyMap<string, readonly string[]> = once(classesByName);

function classesByName(): Map<string, string[]> {
  const classes = new Map<string, string[]>();
  for (const family of nicknameFamilies) {
    const names = family.split(" ");
    const canonical = names[0] ?? "";
    for (const name of new Set(names)) {
      const known = classes.get(name);
      if (known === undefined) classes.set(name, [canonical]);
      else known.push(canonical);
    }
  }
  return classes;
}

/**
 * The families a first name (A–Z joined) belongs to, each named by its canonical name: BOB →
 * ROBERT; CHRIS → CHRISTIAN, CHRISTINA, CHRISTINE, CHRISTOPHER. None for an unknown name.
 */
export function nicknameClasses(first: string): readonly string[] {
  return classesOfName().get(first) ?? noClasses;
}

/** Whether two different first names may be one person's. */
export function sameNickname(a: string, b: string): boolean {
  if (a === b) return false;
  const classes = nicknameClasses(a);
  return classes.length > 0 && nicknameClasses(b).some((family) => classes.includes(family));
}
