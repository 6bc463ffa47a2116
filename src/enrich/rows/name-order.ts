import type { NameOrder } from "../../model/contract.ts";
import { foldAccents } from "../../normalize/cells/letters.ts";
import type { SearchService } from "../../service/search-service.ts";

/** Fewer names that speak one way or the other settle nothing. */
const MIN_TELLING_NAMES = 20;
/** One name may weigh at most this much (nats), so that no rarity outvotes a list. */
const MAX_WEIGHT = 4;
/** Share of the weight that one order must hold to be taken for the list's. */
const CLEAR_SHARE = 0.8;

/**
 * How a list's full names are written, from how often the registry has each token as first
 * name and as surname. Only names of two tokens without a comma tell; `mixed` when neither order
 * clearly holds.
 */
export async function findNameOrder(
  names: readonly string[],
  service: Pick<SearchService, "nameCounts">,
): Promise<NameOrder> {
  const pairs = names.flatMap(twoTokens);
  const tokens = [...new Set(pairs.flat())].sort();
  if (tokens.length === 0) return "mixed";
  const counts = await service.nameCounts(tokens);
  const countOf = new Map(tokens.map((token, i) => [token, counts[i]]));
  let forward = 0;
  let backward = 0;
  let telling = 0;
  for (const [a, b] of pairs) {
    const weight = orderWeight(countOf.get(a), countOf.get(b));
    if (weight === 0) continue;
    telling++;
    if (weight > 0) forward += weight;
    else backward -= weight;
  }
  if (telling < MIN_TELLING_NAMES) return "mixed";
  if (forward >= CLEAR_SHARE * (forward + backward)) return "first_last";
  return backward >= CLEAR_SHARE * (forward + backward) ? "last_first" : "mixed";
}

interface NameCount {
  first: number;
  last: number;
}

/** Positive: `a b` reads as first name and surname. Half a person stands in for none. */
function orderWeight(a: NameCount | undefined, b: NameCount | undefined): number {
  if (a === undefined || b === undefined) return 0;
  const weight = Math.log(((a.first + 0.5) * (b.last + 0.5)) / ((a.last + 0.5) * (b.first + 0.5)));
  return Math.max(-MAX_WEIGHT, Math.min(MAX_WEIGHT, weight));
}

/** Letters only, upper case, without marks: as the registry counts names. */
function twoTokens(full: string): [string, string][] {
  if (full.includes(",")) return [];
  const tokens = foldAccents(full).toUpperCase().replaceAll("'", "").split(" ");
  const [a, b] = tokens;
  if (tokens.length !== 2 || a === undefined || b === undefined) return [];
  return isWord(a) && isWord(b) ? [[a, b]] : [];
}

function isWord(token: string): boolean {
  return /^[A-Z]{2,}$/.test(token);
}
