import type { ContactKind, ContactPoint } from "./contact.ts";
import type { MatchRequest } from "./contract.ts";
import type { Profile } from "./profile.ts";

/** Everything by which a profile can be suppressed; the store hashes it, nothing is kept in the clear. */
export interface SuppressionKeys {
  npi?: string;
  /** The one that is in use for it: one person, whose suppression is that of both. */
  replacementNpi?: string;
  licenses?: readonly { number: string; state: string }[];
  phones?: readonly string[];
  emails?: readonly string[];
  /** These are all the keys that are on file of the NPI, and no others. */
  onFile?: true;
}

/** Those of somebody on file. */
export interface ProfileKeys extends SuppressionKeys {
  npi: string;
}

/** How near to a lead somebody of its name is known to be, the vaguest first. */
export const ghostLevels = ["name", "state", "city", "zip"] as const;

export type GhostLevel = (typeof ghostLevels)[number];

/**
 * A name at a place, by which somebody suppressed is known who is not on file: without it the row
 * would go to a namesake.
 */
export interface GhostKey {
  level: GhostLevel;
  /** Standardised; the same for every way to write name and place. */
  text: string;
}

/** A lead's ghost keys. */
export type GhostQuestion = () => readonly GhostKey[];

/**
 * People about whom nothing may be returned or kept. Asked three times: with a lead's own
 * identifiers before a request leaves, with the answer's NPI, and again at the write.
 * A batch in, one answer per entry out, same order.
 */
export interface Suppressions {
  areSuppressed(batch: readonly SuppressionKeys[]): Promise<boolean[]>;
  /**
   * The nearest level at which one of a lead's ghost keys is suppressed; undefined for none. Names are
   * slow to read: the keys are asked for only where somebody is suppressed by name and place.
   *
   * @param isOnFile whether a suppression (by its id) is of somebody on file, who needs no ghost
   */
  ghostsAt(
    batch: readonly GhostQuestion[],
    isOnFile?: (suppression: number) => boolean,
  ): Promise<(GhostLevel | undefined)[]>;
  /** Another one after every change: what was answered under one number stays answered. */
  number(): Promise<number>;
}

/** The port's answer when no suppression list exists yet. */
export const noSuppressions: Suppressions = {
  areSuppressed: async (batch) => batch.map(() => false),
  ghostsAt: async (batch) => batch.map(() => undefined),
  number: async () => 0,
};

/** A lead's own identifiers, as the first of the three questions needs them. */
export function suppressionKeysOf(request: MatchRequest): SuppressionKeys {
  const { npi, license, phone, email } = request;
  return {
    ...(npi === undefined ? {} : { npi }),
    ...(license?.state === undefined
      ? {}
      : { licenses: [{ number: license.number, state: license.state }] }),
    ...(phone === undefined ? {} : { phones: [phone] }),
    ...(email === undefined ? {} : { emails: [email] }),
  };
}

/**
 * All by which somebody on file may be suppressed: also the contacts that other sources give, but for
 * those that are known to be somebody else's.
 */
export function suppressionKeysOfProfile(profile: Profile): ProfileKeys {
  const { npi, replacement_npi, taxonomies, addresses, contacts = [], corrected } = profile;
  const given = suppressionKeysOfContacts(contacts);
  const numbers = addresses.flatMap(({ phone = "", fax = "" }) => [phone, fax]);
  const phones = [...numbers, ...given.phones].filter((one) => one !== "");
  const { emails } = given;
  return {
    npi,
    ...(replacement_npi === undefined ? {} : { replacementNpi: replacement_npi }),
    licenses: taxonomies.flatMap(({ license, license_state }) =>
      license === undefined || license_state === undefined
        ? []
        : [{ number: license, state: license_state }],
    ),
    phones: [...new Set(phones)],
    // What somebody has had put right is on file nowhere.
    ...(corrected === undefined && { onFile: true }),
    ...(emails.length === 0 ? {} : { emails }),
  };
}

/** The part of them that other sources give. */
export function suppressionKeysOfContacts(contacts: readonly ContactPoint[]): {
  phones: string[];
  emails: string[];
} {
  const theirs = contacts.filter(({ outcome }) => outcome?.outcome !== "wrong_person");
  const ofKind = (...kinds: readonly ContactKind[]) =>
    theirs.flatMap(({ kind, value }) => (kinds.includes(kind) ? [value] : []));
  return { phones: ofKind("phone", "mobile", "fax"), emails: ofKind("email") };
}
