import type { Address, Profile } from "../../src/model/profile.ts";
import { descriptions } from "./nppes-results.ts";

/** One error of the API: always with status 200. */
export interface ApiError {
  field: string;
  number: string;
  description: string;
}

/** Other forms of a first name, as the API knows them: Robert also finds these. */
const aliases: readonly (readonly string[])[] = [
  ["ROBERT", "ROB", "BOB", "BOBBY"],
  ["JOSEPHINE", "JOSIE", "JO", "JOSEFINA"],
];

const names = ["first_name", "last_name", "organization_name", "taxonomy_description", "city"];

/** The rules of data.md section 2.1 and 2.2: why a search is not made. */
export function errorOf(query: URLSearchParams): ApiError | undefined {
  const said = (name: string) => query.get(name) ?? "";
  if (said("version") !== "2.1") {
    return { field: "version", number: "17", description: "Unsupported Version" };
  }
  if (query.has("number") && !/^\d{10}$/.test(said("number"))) {
    return { field: "number", number: "06", description: "NPI must be 10 digits" };
  }
  for (const name of [...names, "postal_code"]) {
    const bad = query.has(name) && !isCriterion(said(name), name === "organization_name");
    // The API's own number for this was never recorded.
    if (bad) return { field: name, number: "08", description: "wrong characters or too few" };
  }
  const telling = [...names, "number", "postal_code"].some((name) => said(name) !== "");
  if (telling || !["", "US"].includes(said("country_code"))) return undefined;
  const needsMore = (field: string, number: string): ApiError => ({
    ...{ field, number },
    description: `${field} requires additional search criteria`,
  });
  if (query.has("state")) return needsMore("state", "07");
  if (query.has("enumeration_type")) return needsMore("enumeration_type", "09");
  return { field: "generic", number: "04", description: "No valid search criteria provided" };
}

function isCriterion(text: string, isOrganization: boolean): boolean {
  const stem = text.endsWith("*") ? text.slice(0, -1) : text;
  if (text !== stem && stem.length < 2) return false;
  return (isOrganization ? /^[A-Z0-9 &':,/().#";@-]+$/i : /^[A-Z0-9 &':,/().#";-]+$/i).test(stem);
}

/** Everybody who fits. Of people the legal name is searched, which is the least one may expect. */
export function searchOf(query: URLSearchParams): (profile: Profile) => boolean {
  const said = (name: string) => (query.get(name) ?? "").toUpperCase();
  const [number, kind, last] = ["number", "enumeration_type", "last_name"].map(said);
  const [organization, specialty] = ["organization_name", "taxonomy_description"].map(said);
  const firsts = firstNames(said("first_name"), said("use_first_name_alias") !== "FALSE");
  const isThere = placeOf(said("city"), said("state"), said("postal_code"));
  return (profile) => {
    const { npi, entity, name, taxonomies } = profile;
    return (
      isListed(profile) &&
      (number === "" || number === npi) &&
      (kind === "" || (kind === "NPI-1") === (entity === "individual")) &&
      fits(name.last, last) &&
      firsts.some((first) => fits(name.first, first)) &&
      fits(profile.organization_name, organization) &&
      (specialty === "" || taxonomies.some(({ code }) => fits(descriptions[code], specialty))) &&
      isThere(profile.addresses)
    );
  };
}

/** The alias switch is ignored beside a star. */
function firstNames(first: string, widens: boolean): readonly string[] {
  const others = aliases.find((all) => all.includes(first)) ?? [];
  return widens && !first.endsWith("*") ? [first, ...others] : [first];
}

/** A deactivated NPI has no result, a reactivated one has. */
function isListed({ active, name, organization_name }: Profile): boolean {
  return active && (name.last ?? organization_name) !== undefined;
}

/** The mailing address or any practice location; all that was said must hold of the same one. */
function placeOf(city: string, state: string, zip: string) {
  if (city + state + zip === "") return () => true;
  const start = zip.replace("*", "");
  return (addresses: readonly Address[]) =>
    addresses.some(
      (one) => fits(one.city, city) && fits(one.state, state) && (one.zip ?? "").startsWith(start),
    );
}

/** @param sought in capitals */
function fits(text: string | undefined, sought = ""): boolean {
  if (sought === "") return true;
  const there = (text ?? "").toUpperCase();
  return sought.endsWith("*") ? there.startsWith(sought.slice(0, -1)) : there === sought;
}
