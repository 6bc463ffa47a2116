import type { NameHypothesis } from "./name-hypothesis.ts";
import type { NameToken } from "./name-tokens.ts";
import { compoundFirsts, compoundSeconds } from "./name-words.ts";
import { sameNickname } from "./nickname.ts";
import { isSurnameParticle } from "./surname-parts.ts";

/** Which given name is the first. */
interface GivenReading {
  first: string;
  middle: string;
  weight: number;
}

/** How often the name in brackets or quotes is the one on file. */
const ON_FILE = 0.3;

/** First names that are two letters without a vowel are initials: TJ, JR. */
const initialPair = /^(?!(?:NG|ST|MC|MD)$)[B-DF-HJ-NP-TV-XZ]{2}$|^[AEO]J$/;

/** Words that with the next are one first name: ABDUL RAHMAN, LA TOYA. */
const joinedFirsts = /^(?:ABDUL|ABDEL|ABDAL|ABDOL|ABU|ABOU|LA|DE|DA|LE|EL|AL|SHA)$/;

/** Readings of given names: the first alone, or two words as one name. */
export function givenReadings(tokens: readonly NameToken[]): GivenReading[] {
  const names = tokens.flatMap((token) => initialsOf(token));
  const [first = "", second = ""] = names;
  const readings = [{ first, middle: names.slice(1).join(""), weight: 1 }];
  const hyphenated = tokens[0]?.parts ?? [];
  if (hyphenated.length > 1) {
    const middle = [...hyphenated.slice(1), ...names.slice(1)].join("");
    readings.push({ first: hyphenated[0] ?? "", middle, weight: 0.1 });
  } else if (second !== "" && first.length > 1 === second.length > 1) {
    const middle = names.slice(2).join("");
    readings.push({ first: first + second, middle, weight: joinedWeight(first, second) });
  }
  if (initialPair.test(first)) {
    const middle = [first.charAt(1), ...names.slice(1)].join("");
    readings.push({ first: first.charAt(0), middle, weight: 0.4 });
  }
  return readings;
}

function joinedWeight(first: string, second: string): number {
  if (joinedFirsts.test(first)) return 0.5;
  if (compoundFirsts.has(first) && compoundSeconds.has(second)) return 0.3;
  return isSurnameParticle(first) ? 0.1 : 0.06;
}

/** `J.R.` in a given name are two initials. */
function initialsOf(token: NameToken): readonly string[] {
  return token.initials ? [...token.letters] : [token.letters];
}

/**
 * Adds the readings that a nickname and a lone JR make possible: `Soo-Jin (Grace) Kim` may be on file
 * as Grace, `"Bill" Jones` has no other first name, `SMITH, JR` may be J. R. Smith.
 */
export function withGivenAsides(found: readonly NameHypothesis[]): readonly NameHypothesis[] {
  const best = found[0];
  if (best === undefined) return found;
  if (found.every(({ first }) => first === "")) return found.flatMap(withSomeFirst);
  if (best.nick.length < 2) return found;
  return [...found, ...found.filter(({ order }) => order === best.order).flatMap(withNickAsFirst)];
}

function withSomeFirst(reading: NameHypothesis): NameHypothesis[] {
  if (reading.nick !== "") return [{ ...reading, first: reading.nick, nick: "" }];
  if (reading.suffix !== "JR") return [reading];
  const initials = { first: "J", middle: "R", suffix: "" };
  return [reading, { ...reading, ...initials, weight: reading.weight * 0.5 }];
}

function withNickAsFirst(reading: NameHypothesis): NameHypothesis[] {
  const { first, middle, nick, last } = reading;
  if (first === "" || nick === first || nick === last || sameNickname(nick, first)) return [];
  const given = { first: nick, middle: first.length > 1 ? first : middle };
  return [{ ...reading, ...given, weight: reading.weight * ON_FILE }];
}
