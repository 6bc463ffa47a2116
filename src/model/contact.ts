/** How a person is reached, and where they work, as sources beside the public ones tell it. */
export const contactKinds = [
  "email",
  "phone",
  "mobile",
  "fax",
  "address",
  "company",
  "title",
] as const;

export type ContactKind = (typeof contactKinds)[number];

/**
 * What can be said of a value by its looks: an office's mailbox, a number that is free to call. That
 * a number is a mobile's is told by the source alone, never by the number.
 */
export type ContactType = "role" | "toll_free";

/** One value as one source gives it. */
export interface ContactValue {
  kind: ContactKind;
  /**
   * An e-mail address in lower case; a US number as ten digits; company and title as written; an
   * address as one line, `street, city, ST 12345`.
   */
  value: string;
  /** Digits behind a telephone number. */
  extension?: string;
  type?: ContactType;
  /** The parts of an address. */
  address?: ContactAddress;
  /** ISO day on which it was known to be so. */
  as_of: string;
  /**
   * Probability that it is this person's, 0..1, four decimals: how surely the row is about them,
   * times what its source says of the value.
   */
  confidence: number;
}

export interface ContactAddress {
  line1?: string;
  line2?: string;
  city?: string;
  /** Two letters. */
  state?: string;
  /** Five or nine digits. */
  zip?: string;
}

/** A value of a profile, ranked among those of its kind; rules: docs/contacts.md. */
export interface ContactPoint extends ContactValue {
  /** Name of the source that puts it where it ranks. */
  source: string;
  /** How many sources give it. */
  sources: number;
  /** The latest that came of using it. */
  outcome?: { outcome: Outcome; date: string; source: string };
  /** Why it may not be used, where that is so; then no list gets it. */
  withheld?: "dead";
}

/**
 * What came of using a value. `hard_bounce` and `disconnected`: it reaches nobody. `wrong_person`: it
 * reaches somebody else. `soft_bounce`: it did not work this time. `reached`: it is the person's.
 * `opted_out` and `opted_in` are flags of channels (model/channel-rules.ts), not marks.
 */
export const outcomes = [
  "reached",
  "soft_bounce",
  "hard_bounce",
  "disconnected",
  "wrong_person",
] as const;

export type Outcome = (typeof outcomes)[number];

/** One outcome as a file tells it. */
export interface OutcomeMark {
  /** As `ContactValue.value`: an e-mail address, or a number (phone, mobile and fax alike). */
  value: string;
  /** Whose it was used for; absent where the file does not say, then it holds for everybody. */
  npi?: string;
  outcome: Outcome;
  /** ISO day. */
  date: string;
}

/** A file of contacts, or of outcomes, that a registry holds beside its public sources. */
export interface ContactSource {
  /** As `--source` gives it; one in a registry. */
  name: string;
  kind: "contacts" | "outcomes";
  /** File name without folders. */
  file: string;
  /** ISO day. */
  as_of: string;
  /** The higher one wins; 0 unless said otherwise. */
  priority: number;
  /** Rows of the file. */
  rows: number;
  /** Rows that are in the registry. */
  stored: number;
  /** Whom they are about. */
  people: number;
  bytes: number;
  /** Of the file. */
  sha256: string;
  /** Of what is stored, with name, day and priority: what the release's id takes of it. */
  content_sha256: string;
}
