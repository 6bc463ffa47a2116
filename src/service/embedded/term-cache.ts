import type { Registry } from "../../registry/registry.ts";

/** Terms are short; this many take some 20 MB and cover nearly all of what a list asks. */
const MOST_TERMS = 200_000;

/**
 * Counts of terms, remembered between batches. Scoring is synchronous and finds out only on the
 * way what it needs, so `settle` computes, fetches what was missing, and computes again those
 * items that had met a gap.
 */
export interface TermCache {
  /** Profiles with this term; 0, and noted, while it is not known. */
  count(text: string): number;
  settle<Item, Result>(
    items: readonly Item[],
    compute: (item: Item, index: number) => Result,
  ): Promise<Result[]>;
}

export function createTermCache(registry: Registry): TermCache {
  const known = new Map<string, number>();
  const missing = new Set<string>();
  let gaps = 0;

  async function fetchMissing(): Promise<void> {
    const terms = [...missing];
    missing.clear();
    if (known.size + terms.length > MOST_TERMS) known.clear();
    const counts = await registry.counts(terms);
    terms.forEach((text, i) => {
      known.set(text, counts[i] ?? 0);
    });
  }

  return {
    count(text) {
      const count = known.get(text);
      if (count !== undefined) return count;
      missing.add(text);
      gaps++;
      return 0;
    },
    async settle(items, compute) {
      const results = new Array(items.length);
      let open = items.map((_, i) => i);
      for (;;) {
        open = open.filter((i) => {
          const before = gaps;
          results[i] = compute(items[i] as (typeof items)[number], i);
          return gaps > before;
        });
        if (open.length === 0) return results;
        await fetchMissing();
      }
    },
  };
}
