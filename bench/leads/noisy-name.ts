import { formerSurnames } from "../people/invent-names.ts";
import { createRandom, type Random } from "../people/random.ts";
import { bornSurname } from "../people/surname.ts";
import { nicknames } from "./nicknames.ts";
import type { RegistryPerson } from "./registry-person.ts";
import { type NameParts, typingError } from "./spelling.ts";

/** A name as a list has it: half of what registers hold is left out or written otherwise. */
export function noisyName(person: RegistryPerson, random: Random, noise: string[]): NameParts {
  const first = noisyFirst(person, random, noise);
  const last = noisyLast(person, random, noise);
  const name: NameParts = {
    first,
    middle: noisyMiddle(person, first, random),
    last,
    suffix: random.chance(0.5) ? "" : person.suffix,
    credential: random.chance(0.4) ? "" : person.credential,
  };
  if (!random.chance(0.02)) return name;
  noise.push("order_swapped");
  return { ...name, first: last, last: first };
}

/** With its tag, unless the name is too short to be mistyped. */
function mistyped(text: string, tag: string, random: Random, noise: string[]): string {
  const typed = typingError(text, random);
  if (typed !== text) noise.push(tag);
  return typed;
}

function noisyFirst(person: RegistryPerson, random: Random, noise: string[]): string {
  const { first, middle } = person;
  const short = nicknames.get(first);
  const roll = random.next();
  if (short !== undefined && roll < 0.1) {
    noise.push("nickname");
    return random.pick(short);
  }
  if (roll < 0.13) {
    noise.push("first_initial");
    return first.charAt(0);
  }
  if (roll < 0.16) return mistyped(first, "first_typo", random, noise);
  if (roll < 0.18 && /^[A-Z]{2}/.test(middle)) {
    noise.push("goes_by_middle");
    return middle;
  }
  return first;
}

/** Women with a former surname among those whose row shows none. */
const hiddenFormer =
  (formerSurnames.women * (1 - formerSurnames.onFile)) /
  (1 - formerSurnames.women * formerSurnames.onFile);

/**
 * What she was called before, or "". A surname that the file does not know is invented here, from
 * her number: it is hers in every list.
 */
function formerSurname(person: RegistryPerson): string {
  if (person.former !== "" || !person.woman) return person.former;
  const hers = createRandom(Number(person.npi));
  return hers.chance(hiddenFormer) ? bornSurname(hers).text : "";
}

function noisyLast(person: RegistryPerson, random: Random, noise: string[]): string {
  const former = formerSurname(person);
  if (former !== "" && random.chance(0.04)) {
    noise.push(person.former === "" ? "former_name_not_on_file" : "former_name_on_file");
    return former;
  }
  const last = noisyHyphen(person.last, random, noise);
  return random.chance(0.04) ? mistyped(last, "last_typo", random, noise) : last;
}

function noisyHyphen(last: string, random: Random, noise: string[]): string {
  const halves = last.split("-");
  if (halves.length !== 2) return last;
  const roll = random.next();
  if (roll < 0.42) {
    noise.push("half_of_hyphenated");
    return random.pick(halves);
  }
  if (roll >= 0.62) return last;
  noise.push("hyphen_became_space");
  return halves.join(" ");
}

function noisyMiddle(person: RegistryPerson, first: string, random: Random): string {
  const roll = random.next();
  if (roll < 0.5 || first === person.middle) return "";
  return roll < 0.85 ? person.middle.charAt(0) : person.middle.replace(".", "");
}
