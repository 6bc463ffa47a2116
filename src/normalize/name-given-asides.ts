import type { NameHypothesis } from "./name-hypothesis.ts";
import { sameNickname } from "./nickname.ts";

/** How often the name in brackets or quotes is the one on file. */
const ON_FILE = 0.3;

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
