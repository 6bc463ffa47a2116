import type { Frequencies } from "../../match/frequencies.ts";
import type { Lead } from "../../match/lead.ts";
import type { Unlisted } from "../../match/posterior.ts";
import { bitsOf, weights } from "../../match/weights.ts";
import { searchKey } from "../../normalize/keys.ts";
import type { NameHypothesis } from "../../normalize/name.ts";
import { nicknameClasses } from "../../normalize/nickname.ts";
import { term } from "../../normalize/terms.ts";
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
    const place = lead.state === "" ? 0 : stateBits(lead, frequencies);
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
  const initial = frequencies.share(term.initial(first));
  return {
    keys: lead.state === "" ? [searchKey("last+initial", last, first).key] : [inState],
    bits: lastBits(last, frequencies) + bitsOf(weights.first.initialOnly, initial),
    sharing: `this surname and initial${lead.state === "" ? "" : " in the state"}`,
  };
}

function ofNickname(
  { first, last }: NameHypothesis,
  family: string,
  frequencies: Frequencies,
): Crowd {
  const { m, leastU } = weights.first.nickname;
  const own = frequencies.share(term.first(first));
  const u = Math.max(leastU, frequencies.share(term.nicknameClass(family)) - own);
  return {
    keys: [searchKey("last+nickname", last, family).key],
    bits: lastBits(last, frequencies) + bitsOf(m, u),
    sharing: "this surname and a form of this first name",
  };
}

function lastBits(last: string, frequencies: Frequencies): number {
  return bitsOf(weights.last.exact, frequencies.share(term.last(last)));
}

function stateBits(lead: Lead, frequencies: Frequencies): number {
  const { state, stateOnly } = weights.place;
  const isStateOnly = lead.city === "" && lead.zip5 === "";
  return bitsOf(isStateOnly ? stateOnly.same : state, frequencies.share(term.state(lead.state)));
}
