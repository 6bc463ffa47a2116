import type { KeyKind } from "../../normalize/keys/keys.ts";
import type { CandidateList } from "../../registry/registry.ts";

/** What one key of a lead answered. */
export interface AskedKey {
  kind: KeyKind;
  key: number;
  list: CandidateList;
}

/** Longest list that is read whole as it stands. */
const MOST_PER_KEY = 200;
/** Same, for exact names of leads that give nothing else to narrow by. */
const MOST_NAMESAKES = 2000;
/** Profiles compared per lead; ties at the cut are kept up to twice this. */
const MOST_CANDIDATES = 240;

/** Rough bits that a key stands for: who is named by many selective keys is compared first. */
const keyBits: Record<KeyKind, number> = {
  license: 25,
  phone: 20,
  "last+first": 20,
  "last+city": 17,
  "last+nickname": 17,
  "first+zip": 16,
  "sound+first+state": 15,
  "last+initial+state": 14,
  "last+initial+credential": 14,
  "first+city": 14,
  "first+last3+state": 13,
  "zip+last-initial": 13,
  "last+middle": 12,
  "first+last3+length": 11,
  "middle+first": 16,
  "first+middle+state": 16,
  "last+initials": 14,
  "sound+nickname": 10,
  "sound+initial+state": 10,
  "first+last-end": 11,
  "last+initial": 10,
  "sound+sound": 10,
  // Never asked for candidates: it names organizations.
  "organization-phone": 0,
};

/**
 * Which profiles to compare. Short lists are taken whole; of lists too long, those profiles that
 * two of them name together. What is left out stays countable through the lists' totals.
 */
export function selectCandidates(asked: readonly AskedKey[], nameOnly: boolean): number[] {
  const hits = new Map<number, number>();
  const long: AskedKey[] = [];
  for (const key of asked) {
    const most = nameOnly && key.kind === "last+first" ? MOST_NAMESAKES : MOST_PER_KEY;
    if (key.list.total <= most) count(hits, key.list.npis, keyBits[key.kind]);
    else long.push(key);
  }
  for (const [i, a] of long.entries()) {
    for (const b of long.slice(i + 1)) {
      if (a.kind === b.kind) continue;
      const both = intersect(a.list.npis, b.list.npis);
      if (both.length <= MOST_PER_KEY) count(hits, both, keyBits[a.kind] + keyBits[b.kind]);
    }
  }
  return mostNamed(hits, nameOnly ? MOST_NAMESAKES : MOST_CANDIDATES);
}

function count(hits: Map<number, number>, npis: readonly number[], bits: number): void {
  for (const npi of npis) hits.set(npi, (hits.get(npi) ?? 0) + bits);
}

/** Both lists ascend. */
function intersect(a: readonly number[], b: readonly number[]): number[] {
  const both: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] as number;
    const right = b[j] as number;
    if (left === right) both.push(left);
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return both;
}

function mostNamed(hits: ReadonlyMap<number, number>, most: number): number[] {
  const npis = [...hits.keys()];
  if (npis.length <= most) return npis.sort((a, b) => a - b);
  const bits = (npi: number) => hits.get(npi) ?? 0;
  npis.sort((a, b) => bits(b) - bits(a) || a - b);
  const cut = bits(npis[most - 1] as number);
  let end = most;
  while (end < npis.length && end < most * 2 && bits(npis[end] as number) === cut) end++;
  return npis.slice(0, end).sort((a, b) => a - b);
}
