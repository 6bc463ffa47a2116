import type { Lead } from "../../match/lead.ts";
import type { MatchRecord, NameVariant } from "../../model/match-record.ts";
import type { Profile } from "../../model/profile.ts";
import { enumerationYear } from "../../normalize/keys/match-record.ts";
import type { Holder } from "./npi-holder.ts";

/** A lead that gives its NPI and nothing else: it is looked up, there is nothing to compare. */
export function isBare(lead: Lead): boolean {
  return (
    lead.npi !== "" &&
    (lead.name.kind === "empty" || lead.name.kind === "nobody") &&
    lead.city + lead.state + lead.zip5 + lead.phone + lead.sex === "" &&
    lead.licenses.length + lead.credentials.length + lead.specialty.codes.length === 0 &&
    lead.specialty.groups.length === 0
  );
}

/**
 * The holder of a bare lead's NPI, from the profile that its answer needs anyway: lists of NPIs are
 * long, and reading the match record besides would cost them a fifth of their time.
 */
export function holderFromProfile(profile: Profile | undefined): Holder {
  return { record: profile && toBareRecord(profile), replaced: false };
}

function toBareRecord(profile: Profile): MatchRecord {
  const { first, last } = profile.name;
  return {
    npi: Number(profile.npi),
    entity: profile.entity === "individual" ? "i" : "o",
    active: profile.active,
    names: (first ?? last) === undefined ? [] : [unread],
    sex: "",
    places: [],
    credentials: [],
    taxonomies: [],
    licenses: [],
    phones: [],
    organization: [],
    enumerated: enumerationYear(profile),
    replacement: 0,
  };
}

const unread: NameVariant = {
  kind: "legal",
  first: "",
  middle: "",
  last: "",
  lastParts: [],
  suffix: "",
};
