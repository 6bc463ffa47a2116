/**
 * Where an NPI stands in the order in which a release is sampled: a 32-bit mix (the finalizer of
 * MurmurHash3), which no two NPIs share. The order hangs on the number alone, not on how or when a
 * backend stored it.
 */
function sampleRank(npi: number): number {
  let hash = npi >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Takes any number of NPIs and keeps those that come first in the order of sampling. */
export interface FirstRanked {
  add(npi: number): void;
  /** At most `count`, in the order of sampling. */
  npis(): number[];
}

/** Holds at most twice `count` numbers. */
export function createFirstRanked(count: number): FirstRanked {
  const kept: { npi: number; rank: number }[] = [];
  let limit = Number.POSITIVE_INFINITY;

  function cut(): void {
    kept.sort((a, b) => a.rank - b.rank);
    if (kept.length <= count) return;
    kept.length = count;
    limit = kept.at(-1)?.rank ?? limit;
  }

  return {
    add(npi) {
      const rank = sampleRank(npi);
      if (rank >= limit) return;
      kept.push({ npi, rank });
      if (kept.length >= 2 * count) cut();
    },
    npis() {
      cut();
      return kept.map(({ npi }) => npi);
    },
  };
}
