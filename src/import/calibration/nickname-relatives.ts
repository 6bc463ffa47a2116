import { toLetters } from "../../normalize/cells/letters.ts";
import { nicknameFamilies } from "../../normalize/names/nickname-table.ts";

const relativesOfName: ReadonlyMap<string, ReadonlySet<string>> = relativesByName();

function relativesByName(): Map<string, Set<string>> {
  const relatives = new Map<string, Set<string>>();
  for (const names of nicknameFamilies.map((family) => family.split(" "))) {
    for (const name of names) {
      const known = relatives.get(name) ?? new Set();
      for (const other of names) if (other !== name) known.add(other);
      relatives.set(name, known);
    }
  }
  return relatives;
}

/** What somebody with this first name may be called instead; none for an unknown name. */
export function nicknameRelatives(first: string): readonly string[] {
  return [...(relativesOfName.get(toLetters(first)) ?? [])];
}
