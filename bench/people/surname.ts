import { type Heritage, heritageShare, heritages } from "./heritage.ts";
import type { Random } from "./random.ts";
import { surnameLists } from "./surname-lists.ts";
import { tailSurname } from "./surname-tail.ts";
import { type Sampler, weightedSampler, zipfSampler } from "./weighted.ts";

export interface Surname {
  text: string;
  heritage: Heritage;
}

/** Share of a heritage that bears a surname of the long tail. */
const tailShare: Readonly<Record<Heritage, number>> = {
  english: 0.5,
  irish: 0.3,
  german: 0.62,
  italian: 0.62,
  polish: 0.75,
  french: 0.6,
  jewish: 0.6,
  hispanic: 0.36,
  indian: 0.5,
  chinese: 0,
  korean: 0,
  vietnamese: 0,
  filipino: 0.45,
  arabic: 0.6,
  african: 0.7,
};

const pickHeritage = weightedSampler(heritages, (heritage) => heritageShare[heritage]);
/** Smaller: the first names of the list stand out more, as NGUYEN and KIM do. */
const flatness: Readonly<Partial<Record<Heritage, number>>> = {
  english: 9,
  chinese: 8,
  korean: 2,
  vietnamese: 1.5,
};
const listed = Object.fromEntries(
  heritages.map((heritage) => [
    heritage,
    zipfSampler(surnameLists[heritage], flatness[heritage] ?? 9),
  ]),
) as Record<Heritage, Sampler<string>>;

const particles: Readonly<Partial<Record<Heritage, readonly string[]>>> = {
  hispanic: ["DE LA ", "DEL ", "DE ", "DE LEON ", "DE LOS "],
  german: ["VON ", "VAN ", "VAN DER ", "VAN DEN "],
  english: ["ST ", "VAN ", "LA "],
  italian: ["DI ", "DE ", "LO ", "D'"],
  french: ["LE ", "LA ", "ST ", "DE "],
  arabic: ["AL ", "EL ", "ABU "],
  filipino: ["DE LA ", "DELA ", "DE "],
  polish: [],
};

function simpleSurname(heritage: Heritage, random: Random): string {
  const tail = random.chance(tailShare[heritage]) ? tailSurname(heritage, random) : undefined;
  const text = tail ?? listed[heritage](random);
  const before = particles[heritage];
  if (before === undefined || before.length === 0 || !random.chance(0.03)) return text;
  return random.pick(before) + text;
}

/** A surname of this heritage. Hispanic ones are sometimes double, without hyphen. */
export function surnameOf(heritage: Heritage, random: Random): Surname {
  const text = simpleSurname(heritage, random);
  if (heritage === "hispanic" && random.chance(0.06))
    return { heritage, text: `${text} ${simpleSurname(heritage, random)}` };
  return { heritage, text };
}

/** A surname one is born with. */
export function bornSurname(random: Random): Surname {
  return surnameOf(pickHeritage(random), random);
}
