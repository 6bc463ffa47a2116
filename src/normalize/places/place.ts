import { toPlainDigits } from "../cells/digits.ts";
import { nameWords, toLetters } from "../cells/letters.ts";
import { readScientific } from "../cells/scientific-number.ts";
import { stateCodes, statesOfZip3 } from "./state-table.ts";

/** Two-letter code of a US state, territory or military region, from code or name; else "". */
export function toState(text: string): string {
  if (text === "") return "";
  const whole = stateCodes.get(text) ?? stateCodes.get(toLetters(text));
  if (whole !== undefined) return whole;
  return statePair(nameWords(text));
}

/** `TX - Texas`, `Texas (TX)`, `US-TX`, `TX 77001`: a code with its own name, or country or ZIP. */
function statePair(words: readonly string[]): string {
  const [first = "", ...rest] = words;
  if (first === "US" || first === "USA") return stateCodes.get(rest.join("")) ?? "";
  const last = rest.at(-1) ?? "";
  if (last === "US" || last === "USA") return stateCodes.get(words.slice(0, -1).join("")) ?? "";
  const code = stateCodes.get(first);
  if (code !== undefined && code === stateCodes.get(rest.join(""))) return code;
  const endCode = stateCodes.get(last);
  return endCode !== undefined && endCode === stateCodes.get(words.slice(0, -1).join(""))
    ? endCode
    : "";
}

/**
 * The five digits of a ZIP, or "". A leading zero that a spreadsheet has eaten comes back when the
 * state agrees with it, or, without a state, when ZIPs that begin so exist.
 */
export function toZip5(text: string, state?: string): string {
  if (/^\d{5}(?:\d{4})?$/.test(text)) return knownZip(text.slice(0, 5));
  const plain = toPlainDigits(text);
  const match = /^(\d{3,9})(?:\.0*)?(?:[\s-]+(\d{0,4}))?$/.exec(readScientific(plain) ?? plain);
  if (match === null) return "";
  const [, digits = "", plusFour = ""] = match;
  const code = state === undefined ? "" : toState(state);
  if (digits.length === 5 || digits.length === 9) return knownZip(digits.slice(0, 5));
  if (digits.length === 8 || digits.length === 7) return zipOfLongDigits(digits, code);
  if (digits.length > 5) return "";
  return plusFour === "" || plusFour.length === 4 ? restoredZip(digits, code) : "";
}

/** Seven or eight digits: ZIP+4 without its leading zeros, or one cut short at its end. */
function zipOfLongDigits(digits: string, state: string): string {
  const restored = restoredZip(digits.slice(0, -4), state);
  if (restored !== "") return restored;
  const cut = digits.slice(0, 5);
  return state !== "" && zipStates(cut).includes(state) ? cut : "";
}

function restoredZip(digits: string, state: string): string {
  const zip = digits.padStart(5, "0");
  const states = zipStates(zip);
  if (state !== "") return states.includes(state) ? zip : "";
  return digits.length === 4 && states.length > 0 ? zip : "";
}

/** States in which ZIP codes begin as this one does. */
export function zipStates(zip5: string): readonly string[] {
  return statesOfZip3.get(Number(zip5.slice(0, 3))) ?? [];
}

function knownZip(zip5: string): string {
  return zip5 === "00000" || zip5 === "99999" ? "" : zip5;
}

/** Abbreviations that mean the same wherever they stand in a city's name. */
const cityWords: ReadonlyMap<string, string> = new Map([
  ["ST", "SAINT"],
  ["FT", "FORT"],
  ["MT", "MOUNT"],
  ["MTN", "MOUNTAIN"],
  ["HTS", "HEIGHTS"],
  ["HGTS", "HEIGHTS"],
  ["SPGS", "SPRINGS"],
  ["SPG", "SPRING"],
  ["BCH", "BEACH"],
  ["JCT", "JUNCTION"],
  ["TWP", "TOWNSHIP"],
  ["VLG", "VILLAGE"],
  ["VLY", "VALLEY"],
  ["PK", "PARK"],
  ["GRV", "GROVE"],
  ["CTR", "CENTER"],
  ["HBR", "HARBOR"],
  ["IS", "ISLAND"],
  ["LK", "LAKE"],
]);

/** Abbreviations that mean this only at the beginning of a city's name. */
const leadingCityWords: ReadonlyMap<string, string> = new Map([
  ["N", "NORTH"],
  ["NO", "NORTH"],
  ["S", "SOUTH"],
  ["SO", "SOUTH"],
  ["E", "EAST"],
  ["W", "WEST"],
  ["NW", "NORTHWEST"],
  ["NE", "NORTHEAST"],
  ["SW", "SOUTHWEST"],
  ["SE", "SOUTHEAST"],
  ["STE", "SAINTE"],
  ["PT", "PORT"],
]);

const cityNames: ReadonlyMap<string, string> = new Map([
  ["NYC", "NEWYORK"],
  ["NEWYORKCITY", "NEWYORK"],
  ["PHILA", "PHILADELPHIA"],
  ["PHILLY", "PHILADELPHIA"],
  ["LA", "LOSANGELES"],
  ["SF", "SANFRANCISCO"],
  ["JAX", "JACKSONVILLE"],
  ["INDPLS", "INDIANAPOLIS"],
  ["MPLS", "MINNEAPOLIS"],
]);

/** `12345-6789` of nine digits; anything else as it is. */
export function zipWithDash(zip: string): string {
  return /^\d{9}$/.test(zip) ? `${zip.slice(0, 5)}-${zip.slice(5)}` : zip;
}

/**
 * A city as one run of A–Z with its common abbreviations written out: `E. St. Louis, IL` →
 * `EASTSAINTLOUIS`. What follows a comma and a state code at the end are cut.
 */
export function toCity(text: string): string {
  const comma = text.indexOf(",");
  const words = nameWords(comma > 0 ? text.slice(0, comma) : text);
  while (words.length > 1 && isStateWord(words.at(-1) ?? "")) words.pop();
  let city = "";
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    const leading = i === 0 && words.length > 1 ? leadingCityWords.get(word) : undefined;
    city += leading ?? (words.length > 1 ? cityWords.get(word) : undefined) ?? word;
  }
  return cityNames.get(city) ?? city;
}

function isStateWord(word: string): boolean {
  return word === "USA" || (word.length === 2 && (word === "US" || stateCodes.has(word)));
}
