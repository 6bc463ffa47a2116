import type { Profile } from "../../model/profile.ts";
import { corruptFirstName } from "./corrupt-first-name.ts";
import { corruptLastName } from "./corrupt-last-name.ts";
import type { NameParts } from "./name-parts.ts";
import type { Random } from "./seeded-random.ts";

/** A name as lists have it: half of what is on file left out, some of it written otherwise. */
export function corruptName(profile: Profile, stranger: Profile, random: Random): NameParts {
  const { suffix = "", credential = "" } = profile.name;
  const first = corruptFirstName(profile, random);
  const last = corruptLastName(profile, stranger, random);
  const name = {
    first,
    middle: corruptMiddle(profile.name.middle ?? "", first, random),
    last,
    suffix: random.chance(0.5) ? suffix : "",
    credential: random.chance(0.6) ? credential : "",
  };
  return random.chance(0.02) ? { ...name, first: last, last: first } : name;
}

function corruptMiddle(middle: string, first: string, random: Random): string {
  const roll = random.next();
  if (roll < 0.5 || first === middle) return "";
  return roll < 0.85 ? middle.charAt(0) : middle;
}
