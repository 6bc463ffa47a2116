import { type Address, addressIn, type PhoneStyle } from "./address.ts";
import { dateBetween, yearOf } from "./date.ts";
import { firstName, type NameSex } from "./first-name.ts";
import { licenceNumber } from "./licence.ts";
import type { OtherPersonName, Person, TaxonomySlot } from "./person.ts";
import { type Place, placeInState, randomPlace } from "./place.ts";
import { type Profession, professions } from "./professions.ts";
import type { Random } from "./random.ts";
import { bornSurname, type Surname } from "./surname.ts";
import { weightedSampler } from "./weighted.ts";

const pickProfession = weightedSampler(professions, (profession) => profession.weight);
const pickSuffix = weightedSampler(["JR.", "JR", "III", "SR.", "II", "IV"], (_, rank) => 6 - rank);

/** Names, or an initial, or nothing: 35 %, 35 %, 30 %. */
function middleName(surname: Surname, sex: NameSex, random: Random): string {
  const roll = random.next();
  if (roll >= 0.7) return "";
  const name = firstName(surname.heritage, sex, random).split(/[ -]/)[0] as string;
  if (roll < 0.35) return name;
  return random.chance(0.2) ? `${name.charAt(0)}.` : name.charAt(0);
}

interface Names {
  last: string;
  first: string;
  middle: string;
  /** On file or not: the surname she had before. */
  other: OtherPersonName | undefined;
}

function womansNames(random: Random): Names {
  const born = bornSurname(random);
  const first = firstName(born.heritage, "female", random);
  let last = born.text;
  let middle = middleName(born, "female", random);
  let former = "";
  if (random.chance(0.35)) {
    // Couples mostly, and not always, share a heritage: the surname may not fit the first name.
    const married = bornSurname(random);
    former = last;
    last = married.text;
    if (random.chance(0.08)) middle = former;
  }
  const other = random.chance(0.068) ? bornSurname(random).text : "";
  if (other !== "" && !last.includes("-") && !last.includes(" ")) last = `${last}-${other}`;
  const onFile = former !== "" && random.chance(0.315);
  return {
    last,
    first,
    middle,
    other: onFile
      ? { last: former, first, middle: random.chance(0.5) ? middle : "", credential: "", kind: "1" }
      : undefined,
  };
}

function mansNames(random: Random): Names {
  const born = bornSurname(random);
  const first = firstName(born.heritage, "male", random);
  let last = born.text;
  if (random.chance(0.015) && !last.includes(" ")) last = `${last}-${bornSurname(random).text}`;
  const middle = middleName(born, "male", random);
  if (!random.chance(0.021)) return { last, first, middle, other: undefined };
  const kind = random.chance(0.5) ? "2" : "5";
  const otherFirst = random.chance(0.6) ? firstName(born.heritage, "male", random) : first;
  const otherLast = otherFirst === first ? bornSurname(random).text : last;
  return {
    last,
    first,
    middle,
    other: { last: otherLast, first: otherFirst, middle: "", credential: "", kind },
  };
}

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
  if (random.chance(0.5)) return practice;
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
  const profession = pickProfession(random);
  const sex: NameSex = random.chance(profession.women) ? "female" : "male";
  const names = sex === "female" ? womansNames(random) : mansNames(random);
  const credential = random.chance(0.92) ? random.pick(profession.credentials) : "";
  const home = randomPlace(random);
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
    suffix: sex === "male" && random.chance(0.03) ? pickSuffix(random) : "",
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
