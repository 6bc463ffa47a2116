import type { MatchRecord } from "../../model/match-record.ts";
import type { Search } from "./gather.ts";
import { SAME_START, TOGETHER, typicalShares } from "./typical-shares.ts";

/** Of a list that is cut only the beginning is known; the longest are some three times as long. */
export const BEYOND_CUT = 2;
/** Bearers of whom a search knows nothing, as in match/frequencies.ts. */
const UNSEEN = 0.25;

/**
 * How many clinicians have each surname that was searched for, by what the searches found: the one
 * thing about commonness that the API tells. A search inside a state or for one first name saw its
 * share of all. Of several searches the one that found most bearers is believed.
 */
export function surnameCounts(
  searches: readonly Search[],
  records: ReadonlyMap<string, MatchRecord>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const search of searches) {
    const share = shareSeen(search);
    if (share === undefined) continue;
    const bearers = [...search.npis].filter((npi) => isBearer(records.get(npi), search)).length;
    const others = Math.max(0, bearers - 1) * (search.isCut ? 1 + BEYOND_CUT : 1);
    const count = Math.round((others + UNSEEN) / share) + 1;
    counts.set(search.last, Math.max(count, counts.get(search.last) ?? 0));
  }
  return counts;
}

/** Share of a surname's bearers that a search can see; undefined when that cannot be said. */
function shareSeen({ query, last, first }: Search): number | undefined {
  const { state, city, postal_code, taxonomy_description, alias, first_name } = query;
  if (last === "" || alias || (city ?? postal_code ?? taxonomy_description)) return undefined;
  const { F = 1, S = 1 } = typicalShares;
  const ofFirst = first !== "" ? F * TOGETHER : first_name === undefined ? 1 : SAME_START;
  return ofFirst * (state === undefined ? 1 : S);
}

function isBearer(record: MatchRecord | undefined, { last, first }: Search): boolean {
  return (record?.names ?? []).some(
    (name) => name.last === last && (first === "" || name.first === first),
  );
}
