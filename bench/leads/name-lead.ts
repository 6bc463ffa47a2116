import { professions } from "../people/professions.ts";
import type { Random } from "../people/random.ts";
import { noisyName } from "./noisy-name.ts";
import { type LeadPlace, noisyPlace } from "./noisy-place.ts";
import type { RegistryPerson } from "./registry-person.ts";
import { wholeName } from "./spelling.ts";

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
  /** What makes the person hard to recognize, in the classes of matching.md section 12.2. */
  noise: readonly string[];
  /** Wrong or missing cells besides. */
  also: readonly string[];
}

const spokenByCode = new Map(professions.map((profession) => [profession.code, profession.spoken]));

function noisyPhone(place: LeadPlace, random: Random, also: string[]): string {
  if (place.phone === "" || !random.chance(0.2)) return "";
  if (!random.chance(0.3)) return place.phone;
  also.push("wrong_phone");
  return place.phone.slice(0, 3) + String(2_000_000 + random.below(8_000_000));
}

function noisySpecialty(code: string, random: Random, also: string[]): string {
  if (!random.chance(0.5)) return "";
  const right = spokenByCode.get(code) ?? [];
  if (!random.chance(0.08)) return right.length === 0 ? "" : random.pick(right);
  const spoken = random.pick(random.pick(professions).spoken);
  if (!right.includes(spoken)) also.push("wrong_specialty");
  return spoken;
}

/** Writes a person of the registry down as a list would. */
export function nameLead(person: RegistryPerson, random: Random): NameLead {
  const noise: string[] = [];
  const also: string[] = [];
  const name = noisyName(person, random, noise);
  const place = noisyPlace(person, random, noise, also);
  const withLicense = person.license !== "" && !place.movedState && random.chance(0.1);
  return {
    name: wholeName(name, random),
    specialty: noisySpecialty(person.code, random, also),
    city: place.city,
    state: place.state,
    zip: place.zip,
    phone: noisyPhone(place, random, also),
    license: withLicense ? person.license : "",
    licenseState: withLicense ? person.licenseState : "",
    noise,
    also,
  };
}
