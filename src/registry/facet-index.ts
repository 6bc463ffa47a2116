/**
 * The port through which a release is searched by exact values. A registry of a few profiles
 * gathered elsewhere has none: nothing there can be counted.
 */
export interface FacetIndex {
  /** NPIs filed under each facet (normalize/keys/facets.ts), ascending; none for one that nobody has. */
  npis(names: readonly string[]): Promise<Uint32Array[]>;
  /** The names on file that begin so, in order. */
  named(prefix: string): Promise<string[]>;
}
