/** What scoring reads of a profile: already normalised, nothing that has to be displayed. */
export interface MatchRecord {
  npi: number;
  entity: "i" | "o";
  active: boolean;
  /** `F`, `M`, `X` or "". */
  sex: string;
  /** Legal name first; then every other, former and professional name. */
  names: NameVariant[];
  /** Practice first, then mailing, then secondary; distinct. */
  places: Place[];
  /** Credential groups (normalize/names/credential.ts). */
  credentials: string[];
  taxonomies: string[];
  /** `STATE:NUMBER`, normalised. */
  licenses: string[];
  /** Ten digits. */
  phones: string[];
  /** Normalised words of the organisation's names; organisations only. */
  organization: string[];
  /** Year in which CMS gave out the NPI, or 0. */
  enumerated: number;
  /** NPI that replaces this one, or 0. */
  replacement: number;
}

export interface NameVariant {
  kind: "legal" | "former" | "professional" | "other";
  /** A–Z only, joined: `MARYANN`. */
  first: string;
  middle: string;
  /** A–Z only, joined: `GARCIALOPEZ`. */
  last: string;
  /** The parts of a hyphenated or spaced surname when it has several: `GARCIA`, `LOPEZ`. */
  lastParts: string[];
  /** `JR`, `SR`, `II`, `III`, `IV`, `V` or "". */
  suffix: string;
}

export interface Place {
  kind: "practice" | "mailing" | "secondary";
  /** Five digits or "". */
  zip5: string;
  /** A–Z only, joined, `SAINT` and `FORT` written out; or "". */
  city: string;
  /** Two letters or "". */
  state: string;
}
