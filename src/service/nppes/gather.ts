import type { Lead } from "../../match/lead.ts";
import type { MatchRequest } from "../../model/contract.ts";
import type { Profile } from "../../model/profile.ts";
import { taxonomyWords } from "../../normalize/specialties/specialty.ts";
import { type ApiQuery, LAST_SKIP, PAGE, toCriterion } from "./api-query.ts";
import type { PlannedQuery } from "./query-plan.ts";

/** Calls about one lead, pages included: what a lead costs at most. */
export const MOST_CALLS = 20;

/** A search that was made. */
export interface Search extends PlannedQuery {
  npis: ReadonlySet<string>;
  /** There are more than the API gives, or than could be read. */
  isCut: boolean;
}

/** What the API told about one lead. */
export interface Gathered {
  profiles: ReadonlyMap<string, Profile>;
  searches: readonly Search[];
  /** The calls were used up before everything was asked. */
  isSpent: boolean;
}

/** One page of a search. */
export interface Page {
  profiles: readonly Profile[];
  /** As long as a page can be: there may be more. */
  isFull: boolean;
  /** All of it was understood. */
  isRead: boolean;
}

export type AskPage = (query: ApiQuery, skip: number) => Promise<Page>;

export interface Gatherer {
  lookUp(npi: string): Promise<void>;
  /** Says whether it found anybody new. */
  search(planned: PlannedQuery): Promise<boolean>;
  gathered(): Gathered;
}

/** Asks about one lead and keeps what comes. */
export function createGatherer(
  { lead, request }: { lead: Lead; request: MatchRequest },
  ask: AskPage,
): Gatherer {
  const profiles = new Map<string, Profile>();
  const searches: Search[] = [];
  let calls = 0;
  let isSpent = false;

  async function page(query: ApiQuery, skip: number): Promise<Page | undefined> {
    if (calls === MOST_CALLS) {
      isSpent = true;
      return undefined;
    }
    calls += 1;
    const found = await ask(query, skip);
    for (const profile of found.profiles) profiles.set(profile.npi, profile);
    return found;
  }

  async function search(planned: PlannedQuery): Promise<void> {
    const { query } = planned;
    const npis = new Set<string>();
    const last = isWorthPaging(planned, lead) ? LAST_SKIP : 0;
    let goesOn = true;
    let isRead = true;
    for (let skip = 0; goesOn && skip <= last; skip += PAGE) {
      const found = await page(query, skip);
      if (found === undefined) break;
      const before = npis.size;
      for (const { npi } of found.profiles) npis.add(npi);
      goesOn = found.isFull;
      isRead &&= found.isRead;
      // Past the end of what it gives the API repeats itself.
      if (npis.size === before) break;
    }
    searches.push({ ...planned, npis, isCut: goesOn || !isRead });
    if (!goesOn) return;
    for (const narrower of narrowerThan(query, lead, request)) {
      await search({ ...planned, query: narrower });
    }
  }

  return {
    async lookUp(npi) {
      await page({ number: npi }, 0);
    },
    async search(planned) {
      const before = profiles.size;
      await search(planned);
      return profiles.size > before;
    },
    gathered: () => ({ profiles, searches, isSpent }),
  };
}

/**
 * A full page is narrowed rather than turned. Turning is for the very name where nothing narrows
 * well: inside a state, and for leads that give something else to tell namesakes apart by.
 */
function isWorthPaging({ query, last, first }: PlannedQuery, lead: Lead): boolean {
  const isVeryName = last !== "" && first !== "" && query.alias === undefined;
  if (!isVeryName) return false;
  if (query.state !== undefined) return true;
  const isPlaced = lead.state + lead.zip5 + lead.city !== "";
  const tells = lead.licenses.length + lead.specialty.codes.length + lead.credentials.length > 0;
  return !isPlaced && (tells || lead.phone !== "" || lead.hypotheses.some((one) => one.middle));
}

function narrowerThan(query: ApiQuery, lead: Lead, request: MatchRequest): ApiQuery[] {
  const { state, city, postal_code, taxonomy_description } = query;
  if (city ?? postal_code ?? taxonomy_description) return [];
  if (state === undefined && lead.state !== "") return [{ ...query, state: lead.state }];
  const narrower: ApiQuery[] = [];
  if (lead.zip5 !== "") narrower.push({ ...query, postal_code: lead.zip5 });
  const named = lead.city === "" ? "" : toCriterion(request.city ?? "");
  if (named !== "") narrower.push({ ...query, city: named });
  const specialty = classificationOf(lead);
  if (specialty !== undefined) narrower.push({ ...query, taxonomy_description: specialty });
  return narrower;
}

/**
 * How the API's descriptions of the lead's specialty begin, where our words for its general code are
 * those of the code set; where they are not, one search finds nobody, and those before it stand.
 */
function classificationOf({ specialty: { codes } }: Lead): string | undefined {
  const [code] = codes;
  const words = code && taxonomyWords(`${code.slice(0, 4)}00000X`)?.replace(/ Physician$/, "");
  return words ? `${toCriterion(words)}*` : undefined;
}
