import { initialBits, nicknameBits } from "../../match/compare-first-name.ts";
import { sameLastBits } from "../../match/compare-last-name.ts";
import { sameStateBits } from "../../match/compare-place.ts";
import type { Frequencies } from "../../match/frequencies.ts";
import type { Lead } from "../../match/lead.ts";
import type { Unlisted } from "../../match/posterior.ts";
import { searchKey } from "../../normalize/keys/keys.ts";
import type { NameHypothesis } from "../../normalize/names/name.ts";
import { nicknameClasses } from "../../normalize/names/nickname.ts";
import type { AskedKey } from "./select-candidates.ts";

/**
 * Profiles too many to be compared whose first name may well be the lead's, though it is not the
 * same letter by letter: all the J. Smiths of a state, every form of William. Whoever says that
 * nobody fits must have looked at them.
 */
export function unlistedLookalikes(
  lead: Lead,
  asked: readonly AskedKey[],
  compared: ReadonlySet<number>,
  frequencies: Frequencies,
): Unlisted | undefined {
  const [top] = lead.hypotheses;
  if (top === undefined || top.first === "") return undefined;
  const crowds =
    top.first.length === 1
      ? [ofInitial(lead, top, frequencies)]
      : nicknameClasses(top.first).map((family) => ofNickname(top, family, frequencies));
  let most: Unlisted | undefined;
  for (const { keys, bits, sharing } of crowds) {
    const list = keys.flatMap((key) => asked.find((one) => one.key === key) ?? [])[0]?.list;
    if (list === undefined) continue;
    const read = list.npis.reduce((sum, npi) => sum + (compared.has(npi) ? 1 : 0), 0);
    const profiles = list.total - read;
    if (profiles <= (most?.profiles ?? 0)) continue;
    const place = lead.state === "" ? 0 : sameStateBits(lead, frequencies);
    most = { profiles, bits: bits + place, alike: { profiles: list.total, sharing } };
  }
  return most;
}

interface Crowd {
  /** The first of these that was asked names the crowd. */
  keys: number[];
  bits: number;
  sharing: string;
}

function ofInitial(lead: Lead, { first, last }: NameHypothesis, frequencies: Frequencies): Crowd {
  const inState = searchKey("last+initial+state", last, first, lead.state).key;
  return {
    keys: lead.state === "" ? [searchKey("last+initial", last, first).key] : [inState],
    bits: sameLastBits(last, frequencies) + initialBits(first, frequencies),
    sharing: `this surname and initial${lead.state === "" ? "" : " in the state"}`,
  };
}

function ofNickname(
  { first, last }: NameHypothesis,
  family: string,
  frequencies: Frequencies,
): Crowd {
  return {
    keys: [searchKey("last+nickname", last, family).key],
    bits: sameLastBits(last, frequencies) + nicknameBits(first, family, frequencies),
    sharing: "this surname and a form of this first name",
  };
}
