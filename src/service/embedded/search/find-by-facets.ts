import type { FacetIndex } from "../../../registry/facet-index.ts";
import { intersect, unite } from "./npi-lists.ts";
import type { WantedFacets } from "./wanted-facets.ts";

/** Whoever fits all filters, ascending; undefined without a filter. */
export async function findByFacets(
  wanted: readonly WantedFacets[],
  index: FacetIndex,
  signal: AbortSignal,
): Promise<Uint32Array | undefined> {
  let found: Uint32Array | undefined;
  for (const filter of wanted) {
    signal.throwIfAborted();
    const npis = await fittingOne(filter, index);
    found = found === undefined ? npis : intersect(found, npis);
    if (found.length === 0) return found;
  }
  return found;
}

async function fittingOne(
  { names, ranges }: WantedFacets,
  index: FacetIndex,
): Promise<Uint32Array> {
  const all = new Set(names);
  for (const { prefix, fits } of ranges) {
    for (const name of await index.named(prefix)) if (fits(name)) all.add(name);
  }
  return unite(await index.npis([...all]));
}
