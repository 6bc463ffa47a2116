import type { Profile } from "../../src/model/profile.ts";
import type { SearchQuery } from "../../src/model/search.ts";
import { npiOf, person } from "./profiles.ts";

const states = ["IL", "TX", "OH"] as const;
const cities = ["SPRINGFIELD", "FAIRVIEW"] as const;
const codes = ["207Q00000X", "207RC0000X", "363LF0000X", "163W00000X"] as const;
const credentials = ["MD", "DO", "NP", "RN"] as const;
const firstNames = ["ADA", "ROBERT", "KATHERINE", "LEE"] as const;
const lastNames = ["EXEMPLAR", "SAMPLER", "MUSTERMANN"] as const;

function at<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T;
}

/** Invented people in whom every combination of a few plain values turns up, and some organizations. */
export function searchPeople(count = 400): Profile[] {
  return Array.from({ length: count }, (_none, n) => {
    const k = Math.imul(n + 1, 2_654_435_761) >>> 8;
    const state = at(states, k);
    const profile = person({
      npi: npiOf(n),
      first: at(firstNames, k >> 2),
      last: at(lastNames, k >> 4),
      credential: at(credentials, k >> 5),
      sex: k % 5 < 3 ? "F" : "M",
      city: at(cities, k >> 3),
      state,
      zip: `${{ IL: "606", TX: "787", OH: "441" }[state]}0${k % 4}`,
      taxonomy: at(codes, k >> 6),
      ...(k % 3 === 0 ? {} : { license: `L${1000 + n}` }),
      enumerated: 2005 + ((k >> 3) % 12),
      active: k % 11 !== 0,
    });
    if (k % 4 !== 0) profile.sole_proprietor = k % 4 === 1;
    if (k % 7 === 0) profile.addresses.push({ kind: "secondary", city: "FAIRVIEW", state: "OH" });
    if (k % 6 === 0) profile.addresses.push({ kind: "mailing", city: "SPRINGFIELD", state: "TX" });
    if (n % 23 !== 0) return profile;
    const { sex: _sex, ...rest } = profile;
    return { ...rest, entity: "organization", name: {}, organization_name: "EXEMPLAR CLINIC LLC" };
  });
}

/** Who fits the filters, told from the plain values alone: what a service's answer must equal. */
export function fits(query: SearchQuery, profile: Profile): boolean {
  const { specialty, credential, license_state, state, city, zip, enumerated: years } = query;
  const places = profile.addresses.filter(({ kind }) => kind !== "mailing");
  const any = (wanted: readonly string[] | undefined, has: readonly (string | undefined)[]) =>
    wanted === undefined || wanted.some((value) => has.includes(value));
  const year = Number(profile.enumeration_date?.slice(0, 4));
  return (
    profile.entity === (query.entity ?? "individual") &&
    (profile.active || query.include_deactivated === true) &&
    any(
      specialty,
      profile.taxonomies.map(({ code }) => code),
    ) &&
    any(credential, [profile.name.credential]) &&
    any(
      license_state,
      profile.taxonomies.map((one) => one.license_state),
    ) &&
    (state === undefined && city === undefined
      ? true
      : places.some((place) => any(state, [place.state]) && any(city, [place.city]))) &&
    (zip === undefined ||
      places.some((place) => zip.some((wanted) => place.zip?.startsWith(wanted)))) &&
    (query.sex === undefined || query.sex === profile.sex) &&
    (query.sole_proprietor === undefined || query.sole_proprietor === profile.sole_proprietor) &&
    any(query.npi, [profile.npi]) &&
    (years === undefined || ((years.from ?? 0) <= year && year <= (years.to ?? 9999)))
  );
}
