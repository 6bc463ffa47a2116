import { firstName, type NameSex } from "./first-name.ts";
import type { Heritage } from "./heritage.ts";
import type { OtherPersonName } from "./person.ts";
import type { Random } from "./random.ts";
import { bornSurname, type Surname, surnameOf } from "./surname.ts";
import { weightedSampler } from "./weighted.ts";

export interface InventedNames {
  last: string;
  first: string;
  middle: string;
  suffix: string;
  /** An other name that is on file. */
  other: OtherPersonName | undefined;
}

const pickSuffix = weightedSampler(["JR.", "JR", "III", "SR.", "II", "IV"], (_, rank) => 6 - rank);

/** Names, or an initial, or nothing: 35 %, 35 %, 30 %. */
function middleName(surname: Surname, sex: NameSex, random: Random): string {
  const roll = random.next();
  if (roll >= 0.7) return "";
  const name = firstName(surname.heritage, sex, random).split(/[ -]/)[0] as string;
  if (roll < 0.35 && name.length > 1) return name;
  return random.chance(0.2) ? `${name.charAt(0)}.` : name.charAt(0);
}

/** Couples mostly, and not always, share a heritage: the surname may not fit the first name. */
function spouseSurname(heritage: Heritage, random: Random): Surname {
  return random.chance(0.75) ? surnameOf(heritage, random) : bornSurname(random);
}

function hyphenated(last: string, second: string): string {
  return /[- ]/.test(last) || second === last ? last : `${last}-${second}`;
}

/** Share of women who had another surname before, and how many of those have it on file. */
export const formerSurnames = { women: 0.35, onFile: 0.4 };

function womansNames(born: Surname, random: Random): InventedNames {
  const first = firstName(born.heritage, "female", random);
  let last = born.text;
  let middle = middleName(born, "female", random);
  let other: OtherPersonName | undefined;
  if (random.chance(formerSurnames.women)) {
    last = spouseSurname(born.heritage, random).text;
    if (random.chance(0.08)) middle = born.text;
    if (random.chance(formerSurnames.onFile))
      other = {
        last: born.text,
        first,
        middle: random.chance(0.5) ? middle : "",
        credential: "",
        kind: "1",
      };
  }
  // Of those whose surname can take a second half, so that 7 % of all women have one.
  if (random.chance(0.074)) last = hyphenated(last, spouseSurname(born.heritage, random).text);
  return { last, first, middle, suffix: "", other };
}

function mansNames(born: Surname, random: Random): InventedNames {
  const first = firstName(born.heritage, "male", random);
  const last = random.chance(0.015)
    ? hyphenated(born.text, surnameOf(born.heritage, random).text)
    : born.text;
  const middle = middleName(born, "male", random);
  const suffix = random.chance(0.03) ? pickSuffix(random) : "";
  if (!random.chance(0.021)) return { last, first, middle, suffix, other: undefined };
  const kind = random.chance(0.5) ? "2" : "5";
  const otherFirst = random.chance(0.6) ? firstName(born.heritage, "male", random) : first;
  const otherLast = otherFirst === first ? bornSurname(random).text : last;
  const other = { last: otherLast, first: otherFirst, middle: "", credential: "", kind } as const;
  return { last, first, middle, suffix, other };
}

/** Everything somebody is called who was born with this surname. */
export function inventNames(born: Surname, sex: NameSex, random: Random): InventedNames {
  return sex === "female" ? womansNames(born, random) : mansNames(born, random);
}
