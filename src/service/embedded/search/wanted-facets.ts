import type { SearchQuery } from "../../../model/search.ts";
import { searchFault } from "../../../model/search-fault.ts";
import { type FacetKind, facetName } from "../../../normalize/keys/facets.ts";
import { credentialGroups } from "../../../normalize/names/credential.ts";
import { toCity, toState, toZip5 } from "../../../normalize/places/place.ts";
import { specialtyCodes } from "../../../normalize/specialties/specialty.ts";
import { specialtyFamily } from "../../../normalize/specialties/specialty-family.ts";

/** One filter: whoever has any of these facets fits. */
export interface WantedFacets {
  /** Names as they are. */
  names: string[];
  /** Names that begin so, of which those count that `fits` takes. */
  ranges: FacetRange[];
}

interface FacetRange {
  prefix: string;
  fits: (value: string) => boolean;
}

export type Entity = NonNullable<SearchQuery["entity"]>;

export function entityOf(query: SearchQuery): Entity {
  return query.entity ?? "individual";
}

/** What a query filters by, understood; throws UsageError for a value that says nothing. */
export function wantedFacets(query: SearchQuery): WantedFacets[] {
  const wanted: WantedFacets[] = [];
  const filter = createFilter(entityOf(query));
  const { specialty, credential, license_state, state, zip, sex, sole_proprietor } = query;
  if (specialty !== undefined) wanted.push(specialties(specialty, filter));
  if (credential !== undefined) {
    const groups = credential.flatMap((text) =>
      orFault(credentialGroups(text), "search_credential_unknown"),
    );
    wanted.push(filter.exactly("credential", groups));
  }
  if (license_state !== undefined) {
    const states = license_state.map((text) => knownState(text, "search_license_state_unknown"));
    wanted.push(filter.exactly("license_state", states));
  }
  const states = state?.map((text) => knownState(text, "search_state_unknown"));
  if (query.city !== undefined) wanted.push(cities(query.city, states, filter));
  else if (states !== undefined) wanted.push(filter.exactly("state", states));
  if (zip !== undefined) wanted.push(zips(zip, filter));
  if (sex !== undefined) wanted.push(filter.exactly("sex", [sex]));
  if (sole_proprietor !== undefined)
    wanted.push(filter.exactly("sole_proprietor", [sole_proprietor ? "Y" : "N"]));
  const years = enumeratedYears(query.enumerated, filter);
  return years === undefined ? wanted : [...wanted, years];
}

type Filter = ReturnType<typeof createFilter>;

function createFilter(entity: Entity) {
  return {
    exactly: (kind: FacetKind, values: readonly string[]): WantedFacets => ({
      names: values.map((value) => facetName(entity, kind, value)),
      ranges: [],
    }),
    range(kind: FacetKind, begin: string, fits: FacetRange["fits"] = () => true): FacetRange {
      const start = facetName(entity, kind, "");
      return { prefix: start + begin, fits: (name) => fits(name.slice(start.length)) };
    },
  };
}

function orFault<T>(values: T[], code: Parameters<typeof searchFault>[0]): T[] {
  if (values.length === 0) throw searchFault(code);
  return values;
}

function knownState(text: string, code: "search_state_unknown" | "search_license_state_unknown") {
  const state = toState(text);
  if (state === "") throw searchFault(code);
  return state;
}

/** `physician` and the like name no codes but a profession, with whatever codes are on file. */
function specialties(texts: readonly string[], filter: Filter): WantedFacets {
  const codes = new Set<string>();
  const families = new Set<string>();
  for (const text of texts) {
    const reading = specialtyCodes(text);
    for (const code of reading.codes) codes.add(code);
    if (reading.codes.length === 0)
      for (const family of orFault([...reading.families], "search_specialty_unknown"))
        families.add(family);
  }
  const wanted = filter.exactly("taxonomy", [...codes]);
  if (families.size === 0) return wanted;
  const ofFamily = (code: string) => families.has(specialtyFamily(code));
  return { ...wanted, ranges: [filter.range("taxonomy", "", ofFamily)] };
}

/** With states, or behind a comma its own, a city is one of theirs; alone it is that of every state. */
function cities(
  texts: readonly string[],
  states: readonly string[] | undefined,
  filter: Filter,
): WantedFacets {
  const wanted: WantedFacets = { names: [], ranges: [] };
  for (const text of texts) {
    const city = toCity(text);
    if (city === "") throw searchFault("search_city_unreadable");
    const own = statesBehind(text) ?? states;
    const within = own?.filter((state) => states?.includes(state) ?? true);
    if (within === undefined) wanted.ranges.push(filter.range("city", `${city}:`));
    else {
      const names = within.map((state) => `${city}:${state}`);
      wanted.names.push(...filter.exactly("city", names).names);
    }
  }
  return wanted;
}

/** `Chicago, IL` says more than a city; what stands there must not be passed over. */
function statesBehind(text: string): string[] | undefined {
  const comma = text.indexOf(",");
  if (comma < 0) return undefined;
  const state = toState(text.slice(comma + 1));
  if (state === "") throw searchFault("search_city_unreadable");
  return [state];
}

function zips(texts: readonly string[], filter: Filter): WantedFacets {
  const areas = texts.filter((text) => /^\d{3}$/.test(text));
  const whole = texts.filter((text) => !areas.includes(text)).map((text) => toZip5(text));
  if (whole.includes("")) throw searchFault("search_zip_invalid");
  return {
    ...filter.exactly("zip", whole),
    ranges: areas.map((area) => filter.range("zip", area)),
  };
}

function enumeratedYears(
  { from, to }: NonNullable<SearchQuery["enumerated"]> = {},
  filter: Filter,
): WantedFacets | undefined {
  if (from === undefined && to === undefined) return undefined;
  const [first, last] = [from ?? 0, to ?? 9999];
  if (first > last) throw searchFault("search_years_reversed");
  const fits = (year: string) => Number(year) >= first && Number(year) <= last;
  return { names: [], ranges: [filter.range("enumerated", "", fits)] };
}
