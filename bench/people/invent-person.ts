import { type Address, addressIn, type PhoneStyle } from "./address.ts";
import { dateBetween, yearOf } from "./date.ts";
import type { NameSex } from "./first-name.ts";
import { placeFor } from "./heritage-place.ts";
import { inventNames } from "./invent-names.ts";
import { licenceNumber } from "./licence.ts";
import type { Person, TaxonomySlot } from "./person.ts";
import { type Place, placeInState, randomPlace } from "./place.ts";
import { type Profession, professions } from "./professions.ts";
import type { Random } from "./random.ts";
import { bornSurname } from "./surname.ts";
import { type Sampler, weightedSampler } from "./weighted.ts";

/** Share of women among all of them. */
const womensShare = 0.62;
const professionOf: Readonly<Record<NameSex, Sampler<Profession>>> = {
  female: weightedSampler(professions, ({ weight, women }) => weight * women),
  male: weightedSampler(professions, ({ weight, women }) => weight * (1 - women)),
};

function taxonomySlots(main: Profession, state: string, random: Random): TaxonomySlot[] {
  const licensed = main.licence !== "" && random.chance(0.89);
  const licence = licensed ? licenceNumber(state, main.licence, random) : "";
  const slots: TaxonomySlot[] = [
    { code: main.code, license: licence, licenseState: licence === "" ? "" : state, primary: "Y" },
  ];
  if (main.second !== "" && random.chance(0.22))
    slots.push({
      code: main.second,
      license: licence,
      licenseState: licence === "" ? "" : state,
      primary: "N",
    });
  // The same profession in further states, as people who work by telephone have it: up to fifteen.
  let elsewhere = licensed ? 0.12 : 0;
  while (slots.length < 15 && random.chance(elsewhere)) {
    const other = randomPlace(random).state;
    slots.push({
      code: main.code,
      license: licenceNumber(other, main.licence, random),
      licenseState: other,
      primary: "N",
    });
    elsewhere = 0.55;
  }
  if (slots.length > 1 && random.chance(0.3)) moveUp(slots, 1 + random.below(slots.length - 1));
  return slots;
}

/** The primary taxonomy is often not in slot 1. */
function moveUp(slots: TaxonomySlot[], index: number): void {
  const [slot] = slots.splice(index, 1);
  if (slot !== undefined) slots.unshift(slot);
}

function mailingAddress(
  home: Place,
  practice: Address,
  style: PhoneStyle,
  random: Random,
): Address {
  if (random.chance(0.635)) return practice;
  if (random.chance(0.55)) return addressIn(home, style, random);
  return addressIn(
    random.chance(0.85) ? placeInState(home.state, random) : randomPlace(random),
    style,
    random,
  );
}

function secondaryAddresses(state: string, style: PhoneStyle, random: Random): Address[] {
  const list: Address[] = [];
  while (list.length < 6 && random.chance(list.length === 0 ? 0.08 : 0.4))
    list.push(addressIn(placeInState(state, random), style, random));
  return list;
}

function sexCode(sex: NameSex, random: Random): Person["sex"] {
  if (random.chance(0.004)) return "X";
  return sex === "female" ? "F" : "M";
}

function prefixOf(sex: NameSex, doctor: boolean, random: Random): string {
  if (!random.chance(0.21)) return "";
  if (doctor) return "DR.";
  if (sex === "male") return "MR.";
  return random.chance(0.5) ? "MS." : "MRS.";
}

function soleProprietor(random: Random): Person["soleProprietor"] {
  const roll = random.next();
  if (roll < 0.27) return "Y";
  return roll < 0.9 ? "N" : "X";
}

/** Invents an individual with the number given; everything else comes out of the stream. */
export function inventPerson(npi: string, style: PhoneStyle, random: Random): Person {
  const sex: NameSex = random.chance(womensShare) ? "female" : "male";
  const profession = professionOf[sex](random);
  const born = bornSurname(random);
  const names = inventNames(born, sex, random);
  const credential = random.chance(0.92) ? random.pick(profession.credentials) : "";
  const home = placeFor(born.heritage, random);
  const practice = addressIn(home, style, random);
  const enumerated = dateBetween(2005, 2025, random);
  const updated = random.chance(0.3)
    ? enumerated
    : dateBetween(yearOf(enumerated) + 1, 2026, random);
  const reactivated = random.chance(0.004);
  const doctor = /^(MD|D\.?O|M\.D|DDS|DMD|DPM|PHD|PSYD|DC|OD)/.test(credential);
  return {
    npi,
    replacementNpi: "",
    ...names,
    prefix: prefixOf(sex, doctor, random),
    credential,
    mailing: mailingAddress(home, practice, style, random),
    practice,
    secondary: secondaryAddresses(home.state, style, random),
    enumerated,
    updated,
    certified: random.chance(0.8) ? updated : "",
    deactivated: reactivated ? dateBetween(2015, 2019, random) : "",
    reactivated: reactivated ? dateBetween(2020, 2024, random) : "",
    sex: sexCode(sex, random),
    soleProprietor: soleProprietor(random),
    slots: taxonomySlots(profession, home.state, random),
  };
}
