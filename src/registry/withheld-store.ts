import type { LedgerMark } from "../model/ledger-mark.ts";
import type { Profile } from "../model/profile.ts";

/** That a profile on file is suppressed, and by which suppression of the ledger. */
export interface WithheldProfile {
  npi: string;
  /** Id in the ledger. */
  suppression: number;
}

/**
 * What a release keeps of the ledger: its mark, and whose profiles are withheld. Profiles stay in the
 * file and in the arithmetic of matching; nothing of them leaves.
 */
export interface WithheldUpdater {
  /** undefined before the first rights step. */
  mark(): LedgerMark | undefined;
  /** Every profile with its contacts, in batches, in the order of NPIs. */
  profiles(): Iterable<readonly Profile[]>;
  add(withheld: readonly WithheldProfile[]): void;
  /** All of these suppressions are lifted. */
  remove(suppressions: readonly number[]): void;
  commit(mark: LedgerMark): Promise<void>;
  rollback(): Promise<void>;
}

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
