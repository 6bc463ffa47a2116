/** What was told of a profile: its number alone, or what the release holds of it. */
export type FieldSet = "npi" | "profile";

/** Whom an answer tells about, by what it tells of them. */
export type Told = Partial<Record<FieldSet, readonly string[]>>;

/**
 * The record of who was told about whom: every answered profile is one disclosure (recipient,
 * hashed NPI, field set, day). An answer leaves when its disclosures are on the disk.
 */
export interface Disclosures {
  /**
   * Throws what `flush` does where too much waits for one.
   *
   * @param recipient id of an API key, or `local` for runs of this machine's own user
   */
  record(recipient: string, fields: FieldSet, npis: readonly string[]): void;
  /**
   * All that was recorded is kept. Throws ServiceError where it cannot be, InputError where the disk
   * is full; what was recorded then waits for the next flush.
   */
  flush(): Promise<void>;
}

/** Who is told where no key was used. */
export const localRecipient = "local";
