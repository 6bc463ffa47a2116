import type { Address, Profile } from "../../model/profile.ts";
import { credentialGroups } from "../names/credential.ts";
import { toCity, toState, toZip5 } from "../places/place.ts";
import { enumerationYear } from "./match-record.ts";

/**
 * What a release is filtered by, exactly: a profile is filed under the name of each of its facets,
 * in clear words and not as a hash, because what is found is counted. Changing a facet changes what
 * a release holds, so it must raise KEY_VERSION (keys.ts).
 */
export type FacetKind =
  /** Of a practice location, first or further. */
  | "state"
  /** The same, `CHICAGO:IL`: the city of every state stands together. */
  | "city"
  | "zip"
  | "taxonomy"
  /** A group of credentials (credential.ts). */
  | "credential"
  | "license_state"
  | "sex"
  /** `Y` or `N`. */
  | "sole_proprietor"
  /** The year in which the NPI was given out. */
  | "enumerated"
  /** Deactivated NPIs; of no value. */
  | "inactive";

/** People and organizations are filed apart: nobody searches for both. */
export function facetName(entity: Profile["entity"], kind: FacetKind, value: string): string {
  return `${entity === "individual" ? "i" : "o"}:${kind}:${value}`;
}

/** The names of all facets of a profile, distinct. */
export function profileFacets(profile: Profile): string[] {
  const names = new Set<string>();
  const add = (kind: FacetKind, value: string) => {
    if (value !== "") names.add(facetName(profile.entity, kind, value));
  };
  if (!profile.active) names.add(facetName(profile.entity, "inactive", ""));
  for (const address of profile.addresses) {
    if (address.kind !== "mailing") addPlace(add, address);
  }
  for (const { code, license_state } of profile.taxonomies) {
    add("taxonomy", code);
    add("license_state", toState(license_state ?? ""));
  }
  for (const group of credentialsOf(profile)) add("credential", group);
  add("sex", profile.sex ?? "");
  if (profile.sole_proprietor !== undefined)
    add("sole_proprietor", profile.sole_proprietor ? "Y" : "N");
  const year = enumerationYear(profile);
  if (year > 0) add("enumerated", String(year));
  return [...names];
}

function addPlace(add: (kind: FacetKind, value: string) => void, address: Address): void {
  const state = toState(address.state ?? "");
  const city = toCity(address.city ?? "");
  add("state", state);
  if (city !== "") add("city", `${city}:${state}`);
  add("zip", toZip5(address.zip ?? "", state));
}

function credentialsOf({ name, other_names }: Profile): string[] {
  return [name, ...other_names].flatMap(({ credential = "" }) => credentialGroups(credential));
}
