/** Keeps the entries with the smallest digests, each digest once, in bounded memory. */
export interface Smallest<T> {
  /** False: this digest is known not to be among the smallest. */
  wants(digest: string): boolean;
  add(digest: string, value: T): void;
  /** Ascending by digest; the same whatever order they came in. */
  values(): T[];
}

/**
 * A sample that does not hang on the order of the rows. Holds at most twice `count` entries and
 * sorts when full, which costs less than a heap and is easier to believe.
 */
export function createSmallest<T>(count: number): Smallest<T> {
  let kept: { digest: string; value: T }[] = [];
  let limit: string | undefined;

  function cut(): void {
    kept.sort((a, b) => (a.digest < b.digest ? -1 : a.digest > b.digest ? 1 : 0));
    kept = kept.filter((entry, i) => i === 0 || entry.digest !== kept[i - 1]?.digest);
    if (kept.length < count) return;
    kept.length = count;
    limit = kept.at(-1)?.digest;
  }

  return {
    wants: (digest) => limit === undefined || digest < limit,
    add(digest, value) {
      if (limit !== undefined && digest >= limit) return;
      kept.push({ digest, value });
      if (kept.length >= 2 * count) cut();
    },
    values() {
      cut();
      return kept.map(({ value }) => value);
    },
  };
}
