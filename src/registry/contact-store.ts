import type { ContactSource, ContactValue, OutcomeMark } from "../model/contact.ts";
import type { ReleaseInfo } from "./registry.ts";

/** All that one source says about one person. */
interface PersonContacts {
  npi: number;
  values: readonly ContactValue[];
}

/** A source as whoever adds it knows it; the rest is found out while it is stored. */
export type AddedSource = Omit<ContactSource, "content_sha256" | "people">;

/** The current release, which nobody else changes for as long as it is held. */
export interface HeldRelease {
  /** Begins the change; whatever was reading the release meanwhile is to be closed before. */
  change(): Promise<ContactUpdater>;
  /** Lets it go; the end of a change has done so already. */
  free(): void;
}

/**
 * How an import hands contacts and outcomes to the current release: one transaction, all or nothing.
 * They stay when a new month is imported. A release without them has the id that it had before.
 */
export interface ContactUpdater {
  /** The release being changed. */
  readonly release: ReleaseInfo;
  /** Takes a source out with all that it gave; false where there is none of that name. */
  remove(name: string): boolean;
  /** In ascending NPI order, across calls too, each person once. */
  addContacts(people: readonly PersonContacts[]): void;
  addOutcomes(marks: readonly OutcomeMark[]): void;
  /**
   * `source` is what was added, where anything was; its name must be free: `remove` it first. Where
   * all sources come to what they were before, no byte changes and the former release is returned.
   */
  commit(source?: AddedSource): Promise<ReleaseInfo>;
  rollback(): Promise<void>;
}
