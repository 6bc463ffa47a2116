import { ServiceError } from "../../../model/errors.ts";
import {
  type SearchAnswer,
  type SearchHit,
  type SearchQuery,
  USUAL_PAGE,
} from "../../../model/search.ts";
import { searchFault } from "../../../model/search-fault.ts";
import { facetName } from "../../../normalize/keys/facets.ts";
import type { FacetIndex } from "../../../registry/facet-index.ts";
import type { Registry } from "../../../registry/registry.ts";
import {
  type Cursor,
  decodeCursor,
  encodeCursor,
  releaseAsked,
  searchId,
} from "../../search-cursor.ts";
import { findByFacets } from "./find-by-facets.ts";
import { findByName, readSearchedName } from "./find-by-name.ts";
import { findByNumber } from "./find-by-number.ts";
import { intersect, without } from "./npi-lists.ts";
import { entityOf, wantedFacets } from "./wanted-facets.ts";

/** A place is name score, best first, then NPI, as one number: the order of the results. */
const perScore = 0x1_0000_0000;
const mostScore = 10_000;
type Places = Uint32Array | Float64Array;

interface Found {
  id: string;
  places: Places;
  /** Who was withheld then: the same list as long as nothing changes. */
  untold: Uint32Array;
  check: number;
}

export type Search = (query: SearchQuery, signal: AbortSignal) => Promise<SearchAnswer>;

/**
 * Searches one release, in which nobody who is withheld is found or counted. The last search is
 * remembered, so that its further pages cost no more than their profiles.
 */
export function createSearch(registry: Registry, facets: FacetIndex): Search {
  const release = registry.release.id;
  let last: Found | undefined;

  async function find(query: SearchQuery, id: string, signal: AbortSignal): Promise<Found> {
    const { npis: untold } = await registry.withheld();
    if (last?.id === id && last.untold === untold) return last;
    const places = await findAll(query, untold, { registry, facets, signal });
    last = { id, places, untold, check: untold.length === 0 ? 0 : checkOf(places) };
    return last;
  }

  return async (query, signal) => {
    const id = searchId(query);
    const cursor = cursorOf(query, id);
    const pinned = releaseAsked(query);
    if (pinned !== undefined && pinned !== release) throw releaseGone();
    const { places, check } = await find(query, id, signal);
    const count = places.length;
    // The release is the same, so somebody is withheld since, or is no longer.
    if (cursor !== undefined && (cursor.count !== count || cursor.check !== check))
      throw searchFault("cursor_invalid");
    const start = cursor?.shown ?? 0;
    const end = Math.min(count, start + (query.limit ?? USUAL_PAGE));
    const page = places.subarray(start, end);
    signal.throwIfAborted();
    const answer: SearchAnswer = {
      release,
      count,
      results: await hitsAt(page, query.name !== undefined, registry),
    };
    if (end < count)
      answer.next_cursor = encodeCursor({ release, search: id, count, shown: end, check });
    return answer;
  };
}

/** Of who is found and in which order: one that comes and one that goes leave the count as it was. */
function checkOf(places: Places): number {
  let check = 0;
  for (const place of places) {
    check = Math.imul(check ^ (place % perScore), 0x01000193);
  }
  return check >>> 0;
}

/** `release_gone` is what a release says that is gone itself: never of a cursor that does not fit. */
function cursorOf({ cursor: text, release }: SearchQuery, id: string): Cursor | undefined {
  if (text === undefined) return undefined;
  const cursor = decodeCursor(text);
  const fits = cursor?.search === id && (release ?? cursor.release) === cursor.release;
  if (!fits) throw searchFault("cursor_invalid");
  return cursor;
}

interface Sources {
  registry: Registry;
  facets: FacetIndex;
  signal: AbortSignal;
}

async function findAll(
  query: SearchQuery,
  untold: Uint32Array,
  { registry, facets, signal }: Sources,
): Promise<Places> {
  const wanted = wantedFacets(query);
  const readings = query.name === undefined ? undefined : readSearchedName(query.name);
  if (entityOf(query) === "organization" && (query.name ?? query.license) !== undefined)
    throw searchFault("search_not_for_organizations");
  const byNumber = await findByNumber(query, registry);
  if (byNumber === undefined && wanted.length === 0 && readings === undefined)
    throw searchFault("search_without_filter");
  const byFacets = await findByFacets(wanted, facets, signal);
  const lists = [byNumber, byFacets].filter((list) => list !== undefined);
  const among = lists.length === 0 ? undefined : lists.reduce(intersect);
  const leftOut = [untold, ...(await deactivated(query, facets))];
  signal.throwIfAborted();
  if (readings === undefined) return leftOut.reduce(without, among ?? new Uint32Array());
  const named = await findByName(readings, { among, leftOut }, registry, signal);
  return Float64Array.from(named, ({ npi, score }) => (mostScore - score) * perScore + npi).sort();
}

async function deactivated(query: SearchQuery, facets: FacetIndex): Promise<Uint32Array[]> {
  if (query.include_deactivated === true) return [];
  return facets.npis([facetName(entityOf(query), "inactive", "")]);
}

async function hitsAt(page: Places, isNamed: boolean, registry: Registry): Promise<SearchHit[]> {
  const npis = Array.from(page, (place) => String(place % perScore));
  const profiles = await registry.profiles(npis);
  return npis.map((npi, i) => {
    const profile = profiles[i];
    if (profile === undefined) throw new Error("a facet or key names an NPI without a profile");
    if (!isNamed) return { npi, profile };
    const score = mostScore - Math.floor((page[i] as number) / perScore);
    return { npi, profile, name_score: score / mostScore };
  });
}

function releaseGone(): ServiceError {
  return new ServiceError(
    "release_gone",
    "The registry was updated since the earlier pages.",
    "Begin the search again: it starts on the new release.",
  );
}
