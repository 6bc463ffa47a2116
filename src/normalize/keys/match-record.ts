import type { MatchRecord, NameVariant, Place } from "../../model/match-record.ts";
import type { Address, PersonName, Profile } from "../../model/profile.ts";
import { nameWords, toLetters } from "../cells/letters.ts";
import { licenseKeys } from "../license.ts";
import { credentialGroups } from "../names/credential.ts";
import { toSuffix } from "../names/suffix.ts";
import { surnameParts } from "../names/surname-parts.ts";
import { toPhone } from "../phone.ts";
import { toCity, toState, toZip5 } from "../places/place.ts";

/** What matching reads of a profile; the import stores it beside the profile. */
export function toMatchRecord(profile: Profile): MatchRecord {
  return {
    npi: Number(profile.npi),
    entity: profile.entity === "individual" ? "i" : "o",
    active: profile.active,
    sex: profile.sex ?? "",
    names: nameVariants(profile),
    places: places(profile.addresses),
    credentials: credentials(profile),
    taxonomies: [...new Set(profile.taxonomies.map((taxonomy) => taxonomy.code))],
    licenses: licenses(profile),
    phones: phones(profile.addresses),
    organization: organizationWords(profile),
    enumerated: enumerationYear(profile),
    replacement: Number(profile.replacement_npi ?? 0),
  };
}

function nameVariants(profile: Profile): NameVariant[] {
  if (profile.entity !== "individual") return [];
  const variants: NameVariant[] = [];
  const seen = new Set<string>();
  const add = (kind: NameVariant["kind"], name: PersonName) => {
    const variant = toVariant(kind, name);
    if (variant.last === "" && variant.first === "") return;
    const identity = `${variant.first}|${variant.middle}|${variant.last}|${variant.suffix}`;
    if (seen.has(identity)) return;
    seen.add(identity);
    variants.push(variant);
  };
  add("legal", profile.name);
  for (const other of profile.other_names) {
    const kind = other.kind === "former" || other.kind === "professional" ? other.kind : "other";
    // A file that gives only the other surname means the same given names.
    const first = other.first ?? profile.name.first;
    const last = other.last ?? profile.name.last;
    add(kind, {
      ...other,
      ...(first === undefined ? {} : { first }),
      ...(last === undefined ? {} : { last }),
    });
  }
  return variants;
}

function toVariant(kind: NameVariant["kind"], name: PersonName): NameVariant {
  const last = name.last ?? "";
  return {
    kind,
    first: toLetters(name.first ?? ""),
    middle: toLetters(name.middle ?? ""),
    last: toLetters(last),
    lastParts: surnameParts(nameWords(last)),
    suffix: toSuffix(name.suffix ?? ""),
  };
}

function places(addresses: readonly Address[]): Place[] {
  const places: Place[] = [];
  const seen = new Set<string>();
  for (const address of addresses) {
    const state = toState(address.state ?? "");
    const place: Place = {
      kind: address.kind,
      zip5: toZip5(address.zip ?? "", state),
      city: toCity(address.city ?? ""),
      state,
    };
    const identity = `${place.zip5}|${place.city}|${place.state}`;
    if (identity === "||" || seen.has(identity)) continue;
    seen.add(identity);
    places.push(place);
  }
  return places;
}

function credentials(profile: Profile): string[] {
  const groups = new Set(credentialGroups(profile.name.credential ?? ""));
  for (const other of profile.other_names) {
    for (const group of credentialGroups(other.credential ?? "")) groups.add(group);
  }
  return [...groups];
}

function licenses(profile: Profile): string[] {
  const keys = new Set<string>();
  for (const { license, license_state } of profile.taxonomies) {
    if (license === undefined || license_state === undefined) continue;
    for (const key of licenseKeys(license, license_state)) keys.add(key);
  }
  return [...keys];
}

function phones(addresses: readonly Address[]): string[] {
  const phones = new Set<string>();
  for (const address of addresses) {
    const phone = toPhone(address.phone ?? "");
    if (phone !== "") phones.add(phone);
  }
  return [...phones];
}

function organizationWords(profile: Profile): string[] {
  if (profile.entity !== "organization") return [];
  const words = new Set(nameWords(profile.organization_name ?? ""));
  for (const other of profile.other_names) {
    for (const word of nameWords(other.organization_name ?? "")) words.add(word);
  }
  return [...words];
}

/** The year of an NPI's enumeration, 0 when it is not known. */
export function enumerationYear({ enumeration_date: date = "" }: Profile): number {
  return /^(?:19|20)\d\d-/.test(date) ? Number(date.slice(0, 4)) : 0;
}
