import type { ClosedChannel } from "./channel-rules.ts";
import type { ContactPoint } from "./contact.ts";

/** A professional or organisation in the registry. Dates are ISO `YYYY-MM-DD`, absent when unknown. */
export interface Profile {
  /** Ten digits. */
  npi: string;
  entity: Entity;
  /** `deactivated`: CMS switched the NPI off and it was not reactivated. */
  active: boolean;
  name: PersonName;
  /** Legal business name; organisations only. */
  organization_name?: string;
  other_names: OtherName[];
  /** `F`, `M` or (since 2025) `X`. */
  sex?: string;
  sole_proprietor?: boolean;
  enumeration_date?: string;
  last_updated?: string;
  certification_date?: string;
  deactivation_date?: string;
  reactivation_date?: string;
  replacement_npi?: string;
  /** All slots of the source, in its order, at most fifteen. */
  taxonomies: Taxonomy[];
  /** Practice location first, then mailing, then secondary locations in file order. */
  addresses: Address[];
  /** From sources beside the public ones, ranked; absent where there are none. */
  contacts?: readonly ContactPoint[];
  /** Channels that may not be used, and why; what they close is left out. Absent where there are none. */
  do_not_contact?: readonly ClosedChannel[];
  /** What the person has had put right, where that is not what the sources say. Absent where nothing is. */
  corrected?: readonly CorrectedField[];
  /** Where this came from: index into the release's list of sources, per part of the record. */
  sources: ProfileSources;
}

/** A field whose value is its person's own, with source `correction`. */
export interface CorrectedField {
  /** `name.last`, `practice.phone`, `license.TX`, `email` … */
  field: string;
  /** ISO day on which it was accepted. */
  date: string;
}

type Entity = "individual" | "organization";

/** Upper or mixed case exactly as the source has it; absent parts are absent, never "". */
export interface PersonName {
  prefix?: string;
  first?: string;
  middle?: string;
  last?: string;
  suffix?: string;
  credential?: string;
}

export type OtherNameKind =
  | "former"
  | "professional"
  | "other"
  | "doing_business_as"
  | "former_legal_business";

export interface OtherName extends PersonName {
  kind: OtherNameKind;
  /** Organisations only. */
  organization_name?: string;
}

export interface Taxonomy {
  /** NUCC code, ten characters. */
  code: string;
  license?: string;
  /** Two letters. */
  license_state?: string;
  primary: boolean;
}

export type AddressKind = "practice" | "mailing" | "secondary";

export interface Address {
  kind: AddressKind;
  line1?: string;
  line2?: string;
  city?: string;
  /** Two letters for US states and territories, else as the source has it. */
  state?: string;
  /** Five or nine digits for US addresses, else as the source has it. */
  zip?: string;
  country?: string;
  /** Ten digits for US numbers, else as the source has it. */
  phone?: string;
  fax?: string;
}

export interface ProfileSources {
  /** The NPPES row: identity, taxonomies, practice and mailing address. */
  main: number;
  other_names?: number;
  secondary_locations?: number;
  deactivation?: number;
}

/** One file that a release was built from. */
export interface Source {
  id: number;
  kind: SourceKind;
  /** File name without folders. */
  file: string;
  /** What the file says about its own date (from its name or title), else the file's latest row date. */
  as_of?: string;
  rows: number;
  bytes: number;
  sha256: string;
}

/** What a release is built from. */
export type FileKind =
  | "nppes"
  | "nppes_weekly"
  | "nppes_other_names"
  | "nppes_practice_locations"
  | "nppes_deactivations"
  | "nucc_taxonomy";

export type SourceKind =
  | FileKind
  /** Asked live, imported from nothing. */
  | "nppes_api";
