import type { LedgerMark } from "../model/ledger-mark.ts";
import type { ProfileKeys } from "../model/suppressions.ts";
import type { SubjectKind, SubjectText } from "../normalize/keys/subject-keys.ts";

/** That a profile on file is suppressed, and by which suppression of the ledger. */
export interface WithheldProfile {
  npi: string;
  /** Id in the ledger. */
  suppression: number;
}

/**
 * What of somebody leaves the file: all of it, or what other sources than public ones gave (rights.md
 * X8: the setting `public_records`).
 */
export type ErasedPart = "everything" | "contacts";

/**
 * What a release keeps of the ledger, while it is being changed: its mark, and whose profiles are
 * withheld. Profiles stay in the file and in the arithmetic of matching, and nothing of them leaves,
 * until they are erased.
 */
export interface WithheldEditor {
  /** undefined before the first rights step. */
  mark(): LedgerMark | undefined;
  setMark(mark: LedgerMark): void;
  /**
   * Of everybody on file as the change leaves them, with their contacts, in batches: all of these
   * kinds. What is not needed for them is not read, so that others may be missing.
   */
  keysOfAll(kinds: ReadonlySet<SubjectKind>): Iterable<readonly ProfileKeys[]>;
  /** All of these NPIs that are on file. */
  keysOf(npis: readonly number[]): Iterable<readonly ProfileKeys[]>;
  /** All of whoever may have one of these values, and of others. */
  keysOfHolders(values: readonly SubjectText[]): Iterable<readonly ProfileKeys[]>;
  /** How many there are. */
  count(): number;
  /** Again and again is once. */
  add(withheld: readonly WithheldProfile[]): void;
  /** All of these suppressions are lifted. */
  remove(suppressions: readonly number[]): void;
  /** These people have changed: what was known of them says nothing. */
  forget(npis: readonly number[]): void;
  /** By which suppressions anybody is withheld. */
  suppressions(): number[];
  /** Whom any of these suppressions withholds, ascending. */
  withheldBy(suppressions: readonly number[]): number[];
  /**
   * Nothing of these people stays in the file, not even that they are withheld: ghosts stand for them
   * from now on. The release stays what it is, and counts names and places as it was built.
   */
  erase(npis: readonly number[], part: ErasedPart): void;
}

/** A change of that alone, which leaves the release's id as it is. */
export interface WithheldUpdater extends WithheldEditor {
  commit(): Promise<void>;
  /** Does nothing once the change has ended. */
  rollback(): Promise<void>;
}

/**
 * Makes what a release remembers of the ledger true of what it is about to become. Handed in by
 * whoever has the ledger; called within the change, as the last of it.
 *
 * @param changed NPIs whose profile or contacts are not what they were; undefined for a new release
 */
export type Withhold = (release: WithheldEditor, changed?: readonly number[]) => Promise<void>;

/** Who must not be told about, of the release that is open. */
export interface WithheldNpis {
  readonly mark: LedgerMark | undefined;
  /** Ascending, distinct. */
  readonly npis: Uint32Array;
  /** Suppressions of somebody who is on file: their ghosts are not needed. */
  readonly suppressions: ReadonlySet<number>;
}

/** Of a registry that has never met a ledger. */
export const nobodyWithheld: WithheldNpis = {
  mark: undefined,
  npis: new Uint32Array(),
  suppressions: new Set(),
};
