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
  const said = (name: string) => query.get(name) ?? "";
  const first = said("first_name").toUpperCase();
  const widens = said("use_first_name_alias").toLowerCase() !== "false" && !first.endsWith("*");
  const firsts = widens ? [first, ...(aliases.find((all) => all.includes(first)) ?? [])] : [first];
  return (profile) => {
    const { npi, entity, name, taxonomies } = profile;
    const kind = entity === "individual" ? "NPI-1" : "NPI-2";
    return (
      isListed(profile) &&
      ["", npi].includes(said("number")) &&
      ["", kind].includes(said("enumeration_type")) &&
      (first === "" || firsts.some((one) => fits(name.first, one))) &&
      fits(name.last, said("last_name")) &&
      fits(profile.organization_name, said("organization_name")) &&
      (said("taxonomy_description") === "" ||
        taxonomies.some(({ code }) => fits(descriptions[code], said("taxonomy_description")))) &&
      isThere(profile.addresses, query)
    );
  };
}

/** A deactivated NPI has no result, a reactivated one has. */
function isListed({ active, name, organization_name }: Profile): boolean {
  return active && (name.last ?? organization_name) !== undefined;
}

/** The mailing address or any practice location; all that was said must hold of the same one. */
function isThere(addresses: readonly Address[], query: URLSearchParams): boolean {
  const [city, state, zip] = ["city", "state", "postal_code"].map((name) => query.get(name) ?? "");
  if (!city && !state && !zip) return true;
  return addresses.some(
    (one) =>
      fits(one.city, city) &&
      fits(one.state, state) &&
      (!zip || (one.zip ?? "").startsWith(zip.replace("*", ""))),
  );
}

function fits(text: string | undefined, wanted = ""): boolean {
  if (wanted === "") return true;
  const [there, sought] = [(text ?? "").toUpperCase(), wanted.toUpperCase()];
  return sought.endsWith("*") ? there.startsWith(sought.slice(0, -1)) : there === sought;
}
