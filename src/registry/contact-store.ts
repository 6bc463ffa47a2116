import type { ContactSource, ContactValue, OutcomeMark } from "../model/contact.ts";
import type { ReleaseInfo } from "./registry.ts";

/** All that one source says about one person. */
export interface PersonContacts {
  npi: number;
  values: readonly ContactValue[];
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
  /** `source` is what was added, where anything was; its hash is computed here. */
  commit(source?: Omit<ContactSource, "content_sha256">): Promise<ReleaseInfo>;
  rollback(): Promise<void>;
}
