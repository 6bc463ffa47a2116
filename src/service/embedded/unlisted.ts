import type { Frequencies } from "../../match/frequencies.ts";
import type { Lead } from "../../match/lead.ts";
import type { Unlisted } from "../../match/posterior.ts";
import { bitsOf, weights } from "../../match/weights.ts";
import type { CappedKey } from "../../match/words-of-doubt.ts";
import { searchKey } from "../../normalize/keys/keys.ts";
import { term } from "../../normalize/keys/terms.ts";
import type { AskedKey } from "./select-candidates.ts";

/**
 * Namesakes that were too many to compare stay in the arithmetic, with all the evidence any of
 * them could have: the exact name, and the lead's state unless all of its namesakes there were
 * compared.
 */
export function unlistedNamesakes(
  lead: Lead,
  asked: readonly AskedKey[],
  compared: ReadonlySet<number>,
  frequencies: Frequencies,
): Unlisted {
  const [top] = lead.hypotheses;
  const name = namesakeKey(lead, asked);
  if (top === undefined || name === undefined) return { profiles: 0, bits: 0 };
  const listed = name.list.npis.reduce((sum, npi) => sum + (compared.has(npi) ? 1 : 0), 0);
  const profiles = name.list.total - listed;
  if (profiles <= 0) return { profiles: 0, bits: 0 };
  const m = weights.last.exact * weights.first.exact;
  const nameBits = bitsOf(m, frequencies.joint(top.last, top.first));
  return { profiles, bits: nameBits + placeBits(lead, asked, name, compared, frequencies) };
}

/** How many profiles carry the lead's full name, compared or not. */
export function countNamesakes(lead: Lead, asked: readonly AskedKey[]): number {
  return namesakeKey(lead, asked)?.list.total ?? 0;
}

/** Keys of which not every profile was compared, in the order they were asked. */
export function cappedKeys(asked: readonly AskedKey[], compared: ReadonlySet<number>): CappedKey[] {
  return asked
    .filter((key) => isCut(key) || key.list.npis.some((npi) => !compared.has(npi)))
    .map(({ kind, list }) => ({ kind, profiles: list.total }));
}

function namesakeKey(
  { hypotheses: [top] }: Lead,
  asked: readonly AskedKey[],
): AskedKey | undefined {
  return top === undefined
    ? undefined
    : find(asked, searchKey("last+first", top.last, top.first).key);
}

function placeBits(
  lead: Lead,
  asked: readonly AskedKey[],
  name: AskedKey,
  compared: ReadonlySet<number>,
  frequencies: Frequencies,
): number {
  if (lead.state === "") return 0;
  const [top] = lead.hypotheses;
  const initial = top?.first.charAt(0) ?? "";
  const inState = find(
    asked,
    searchKey("last+initial+state", top?.last ?? "", initial, lead.state).key,
  );
  const { differs, state } = weights.place;
  if (inState !== undefined && allCompared(name, inState, compared)) {
    return bitsOf(differs.m, differs.u);
  }
  return bitsOf(state, frequencies.share(term.state(lead.state)));
}

/** Every namesake known to be in the state was compared: the state's list is whole. */
function allCompared(name: AskedKey, inState: AskedKey, compared: ReadonlySet<number>): boolean {
  if (isCut(inState)) return false;
  // Whom a list that is cut leaves out stands in the state's own, where he is there.
  if (isCut(name)) return inState.list.npis.every((npi) => compared.has(npi));
  const there = new Set(inState.list.npis);
  return name.list.npis.every((npi) => !there.has(npi) || compared.has(npi));
}

function isCut({ list }: AskedKey): boolean {
  return list.npis.length < list.total;
}

function find(asked: readonly AskedKey[], key: number): AskedKey | undefined {
  return asked.find((one) => one.key === key);
}
