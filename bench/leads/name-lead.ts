import { placeInState, randomPlace, zip5In } from "../people/place.ts";
import { professions } from "../people/professions.ts";
import type { Random } from "../people/random.ts";
import { bornSurname } from "../people/surname.ts";
import { nicknames } from "./nicknames.ts";
import type { PlaceOnFile, RegistryPerson } from "./registry-person.ts";
import { type NameParts, typingError, wholeName } from "./spelling.ts";

/** A lead with what was done to it; the rates are those of reference/matching.md section 13.3. */
export interface NameLead {
  name: string;
  specialty: string;
  city: string;
  state: string;
  zip: string;
  phone: string;
  license: string;
  licenseState: string;
  noise: readonly string[];
}

const spokenByCode = new Map(professions.map((profession) => [profession.code, profession.spoken]));

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
  if (roll < 0.16) {
    noise.push("first_typo");
    return typingError(first, random);
  }
  if (roll < 0.18 && middle.length > 2) {
    noise.push("goes_by_middle");
    return middle;
  }
  return first;
}

/** A third of the women had another surname; those whose file does not show it got one here. */
function formerSurname(
  person: RegistryPerson,
  random: Random,
  noise: string[],
): string | undefined {
  if (!random.chance(0.04)) return undefined;
  if (person.former !== "") {
    noise.push("former_name_on_file");
    return person.former;
  }
  if (!person.woman || !random.chance(0.26)) return undefined;
  noise.push("former_name_not_on_file");
  return bornSurname(random).text;
}

function noisyLast(person: RegistryPerson, random: Random, noise: string[]): string {
  const former = formerSurname(person, random, noise);
  if (former !== undefined) return former;
  let { last } = person;
  const halves = last.split("-");
  if (halves.length === 2) {
    const roll = random.next();
    if (roll < 0.42) {
      noise.push("half_of_hyphenated");
      last = random.pick(halves);
    } else if (roll < 0.62) {
      noise.push("hyphen_became_space");
      last = halves.join(" ");
    }
  }
  if (!random.chance(0.04)) return last;
  noise.push("last_typo");
  return typingError(last, random);
}

function noisyMiddle(person: RegistryPerson, first: string, random: Random): string {
  const roll = random.next();
  if (roll < 0.5 || first === person.middle) return "";
  return roll < 0.85 ? person.middle.charAt(0) : person.middle.replace(".", "");
}

interface LeadPlace extends PlaceOnFile {
  movedState: boolean;
}

function movedTo(state: string | undefined, random: Random): LeadPlace {
  const place = state === undefined ? randomPlace(random) : placeInState(state, random);
  return {
    city: place.city,
    state: place.state,
    zip: zip5In(place, random),
    phone: "",
    movedState: state === undefined,
  };
}

function basePlace(person: RegistryPerson, random: Random, noise: string[]): LeadPlace {
  const { practice, mailing } = person;
  const roll = random.next();
  if (roll < 0.1) {
    let place = movedTo(undefined, random);
    while (place.state === practice.state) place = movedTo(undefined, random);
    noise.push("moved_state");
    return place;
  }
  if (roll < 0.25) {
    noise.push("moved_city");
    return movedTo(practice.state, random);
  }
  if (roll < 0.35 && mailing.city + mailing.zip !== practice.city + practice.zip) {
    noise.push("mailing_place");
    return { ...mailing, movedState: false };
  }
  return { ...practice, movedState: false };
}

function noisyPlace(person: RegistryPerson, random: Random, noise: string[]): LeadPlace {
  const place = basePlace(person, random, noise);
  place.zip = random.chance(0.45) ? "" : place.zip.slice(0, 5);
  if (random.chance(0.25)) place.city = "";
  else if (random.chance(0.04)) {
    noise.push("city_typo");
    place.city = typingError(place.city, random);
  }
  if (random.chance(0.1)) {
    noise.push("no_place");
    return { ...place, city: "", state: "", zip: "" };
  }
  return place;
}

function noisyPhone(place: LeadPlace, random: Random, noise: string[]): string {
  if (place.phone === "" || !random.chance(0.2)) return "";
  if (!random.chance(0.3)) return place.phone;
  noise.push("wrong_phone");
  return place.phone.slice(0, 3) + String(2_000_000 + random.below(8_000_000));
}

function noisySpecialty(code: string, random: Random, noise: string[]): string {
  if (!random.chance(0.5)) return "";
  if (random.chance(0.08)) {
    noise.push("wrong_specialty");
    return random.pick(random.pick(professions).spoken);
  }
  const spoken = spokenByCode.get(code);
  return spoken === undefined ? "" : random.pick(spoken);
}

/** Writes a person of the registry down as a list would. */
export function nameLead(person: RegistryPerson, random: Random): NameLead {
  const noise: string[] = [];
  const first = noisyFirst(person, random, noise);
  const last = noisyLast(person, random, noise);
  const name: NameParts = {
    first,
    middle: noisyMiddle(person, first, random),
    last,
    suffix: random.chance(0.5) ? "" : person.suffix,
    credential: random.chance(0.4) ? "" : person.credential,
  };
  if (random.chance(0.02)) {
    noise.push("order_swapped");
    [name.first, name.last] = [name.last, name.first];
  }
  const place = noisyPlace(person, random, noise);
  const withLicense = person.license !== "" && !place.movedState && random.chance(0.1);
  return {
    name: wholeName(name, random),
    specialty: noisySpecialty(person.code, random, noise),
    city: place.city,
    state: place.state,
    zip: place.zip,
    phone: noisyPhone(place, random, noise),
    license: withLicense ? person.license : "",
    licenseState: withLicense ? person.licenseState : "",
    noise,
  };
}
