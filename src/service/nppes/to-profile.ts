import type { Address, OtherName, PersonName, Profile, Taxonomy } from "../../model/profile.ts";
import { type AddressColumns, readAddress } from "../../normalize/cells/source-address.ts";
import { toIsoDate, toStateText, toText, toWhole } from "../../normalize/cells/source-cells.ts";
import { otherNameKinds } from "../../normalize/names/other-name-kind.ts";
import type { ApiAddress, ApiResult } from "./api-answer.ts";
import { API_SOURCE } from "./release.ts";

/** A result in the form that an import gives the same provider. */
export function toProfile(result: ApiResult): Profile {
  const { basic, number: npi } = result;
  const entity = result.enumeration_type === "NPI-1" ? "individual" : "organization";
  const profile: Profile = {
    npi,
    entity,
    active: true,
    name: entity === "individual" ? toName(basicName(basic)) : {},
    other_names: result.other_names.flatMap((other) => toOtherName(other, entity)),
    taxonomies: toTaxonomies(result.taxonomies),
    addresses: toAddresses(result),
    sources: { main: API_SOURCE },
  };
  const organization = toText(basic.organization_name);
  if (entity === "organization" && organization !== "") profile.organization_name = organization;
  const sex = toText(basic.sex || basic.gender).toUpperCase();
  if (sex === "F" || sex === "M" || sex === "X") profile.sex = sex;
  const sole = toText(basic.sole_proprietor).toUpperCase();
  if (sole === "YES" || sole === "NO") profile.sole_proprietor = sole === "YES";
  addDates(profile, basic);
  return profile;
}

const dates = [
  "enumeration_date",
  "last_updated",
  "certification_date",
  "deactivation_date",
  "reactivation_date",
] as const;

function addDates(profile: Profile, basic: ApiResult["basic"]): void {
  for (const name of dates) {
    const date = toIsoDate(basic[name]);
    if (date !== "") profile[name] = date;
  }
  const { deactivation_date: off = "", reactivation_date: on = "" } = profile;
  // A reactivated provider keeps the former date, and at times has no other.
  profile.active = off === "" || on >= off || toText(basic.status).toUpperCase() === "A";
}

type NameCells = Record<keyof PersonName, string>;

function basicName(basic: ApiResult["basic"]): NameCells {
  return {
    prefix: basic.name_prefix,
    first: basic.first_name,
    middle: basic.middle_name,
    last: basic.last_name,
    suffix: basic.name_suffix,
    credential: basic.credential,
  };
}

const nameParts = ["prefix", "first", "middle", "last", "suffix", "credential"] as const;

function toName(cells: NameCells): PersonName {
  const name: PersonName = {};
  for (const part of nameParts) {
    const text = toText(cells[part]);
    if (text !== "") name[part] = text;
  }
  return name;
}

function toOtherName(
  other: ApiResult["other_names"][number],
  entity: Profile["entity"],
): OtherName[] {
  const kind = otherNameKinds.get(toWhole(other.code)) ?? "other";
  if (entity === "organization") {
    const name = toText(other.organization_name);
    return name === "" ? [] : [{ kind, organization_name: name }];
  }
  const { first_name: first, middle_name: middle, last_name: last } = other;
  const { prefix, suffix, credential } = other;
  const name = toName({ prefix, first, middle, last, suffix, credential });
  return name.first === undefined && name.last === undefined ? [] : [{ kind, ...name }];
}

/** Exactly one is primary: the first marked so, else the first of all. */
function toTaxonomies(slots: ApiResult["taxonomies"]): Taxonomy[] {
  const given = slots.filter(({ code }) => toText(code) !== "");
  const primary = Math.max(
    0,
    given.findIndex((slot) => slot.primary === true),
  );
  return given.map((slot, i) => {
    const license = toWhole(slot.license);
    const state = toStateText(slot.state, "");
    return {
      code: toText(slot.code).toUpperCase(),
      ...(license === "" ? {} : { license }),
      ...(state === "" ? {} : { license_state: state }),
      primary: i === primary,
    };
  });
}

function toAddresses({ addresses, practiceLocations }: ApiResult): Address[] {
  const of = (...purposes: string[]) =>
    addresses.filter((one) => purposes.includes(one.address_purpose.toUpperCase()));
  return [
    ...of("LOCATION", "PRIMARY").flatMap((one) => readAddress("practice", cellsOf(one), at)),
    ...of("MAILING").flatMap((one) => readAddress("mailing", cellsOf(one), at)),
    ...[...of("SECONDARY"), ...practiceLocations].flatMap((one) =>
      readAddress("secondary", cellsOf(one), at),
    ),
  ];
}

const at: AddressColumns = {
  line1: 0,
  line2: 1,
  city: 2,
  state: 3,
  zip: 4,
  country: 5,
  phone: 6,
  fax: 7,
};

function cellsOf(address: ApiAddress): string[] {
  return [
    address.address_1,
    address.address_2,
    address.city,
    address.state,
    address.postal_code,
    address.country_code,
    address.telephone_number,
    address.fax_number,
  ];
}
