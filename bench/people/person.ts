import type { Address } from "./address.ts";

/** One taxonomy slot; at most fifteen a person. */
export interface TaxonomySlot {
  code: string;
  license: string;
  licenseState: string;
  primary: "Y" | "N" | "X";
}

export interface OtherPersonName {
  last: string;
  first: string;
  middle: string;
  credential: string;
  /** NPPES code: 1 former, 2 professional, 5 other. */
  kind: "1" | "2" | "5";
}

/** An invented individual, as the NPPES file would show it; absent parts are "". */
export interface Person {
  npi: string;
  replacementNpi: string;
  last: string;
  first: string;
  middle: string;
  prefix: string;
  suffix: string;
  credential: string;
  other: OtherPersonName | undefined;
  mailing: Address;
  practice: Address;
  /** Further practice locations, for the pl_pfile. */
  secondary: readonly Address[];
  enumerated: string;
  updated: string;
  certified: string;
  deactivated: string;
  reactivated: string;
  sex: "F" | "M" | "X";
  soleProprietor: "Y" | "N" | "X";
  slots: readonly TaxonomySlot[];
}

/** An invented organisation. */
export interface Organization {
  npi: string;
  name: string;
  /** Names for the othername_pfile; `3` doing business as, `4` former, `5` other. */
  otherNames: readonly { name: string; kind: "3" | "4" | "5" }[];
  mailing: Address;
  practice: Address;
  enumerated: string;
  updated: string;
  certified: string;
  official: { last: string; first: string; middle: string; title: string; phone: string };
  slots: readonly TaxonomySlot[];
  group: string;
  subpart: "Y" | "N";
  parent: string;
}

/** What NPPES leaves of somebody it switched off. */
export interface DeactivatedNpi {
  npi: string;
  deactivated: string;
}
