import type { Suppressions } from "../model/suppressions.ts";
import type { SubjectKey, SubjectKind } from "../normalize/keys/subject-keys.ts";

/** Why somebody is suppressed; told to compliance staff alone. */
export const suppressionReasons = ["opt_out", "deletion", "minor", "own_list"] as const;

export type SuppressionReason = (typeof suppressionReasons)[number];

export interface SuppressionTerms {
  reason: SuppressionReason;
  /** How it came: `cli`, `list`, `email`, `form`, `request`, `drop` … */
  channel: string;
  /** Name of the list, or of what else says so. */
  source: string;
  /** ISO day. */
  date: string;
  /** Whether it may be lifted again; a deletion may not. */
  reversible: boolean;
}

/** One person's suppression; any one of the keys is enough. */
export interface NewSuppression extends SuppressionTerms {
  keys: readonly SubjectKey[];
}

export interface Suppression extends SuppressionTerms {
  /** Ascending within one ledger. */
  id: number;
  /** Suppression number of the change that it came with. */
  added: number;
  /** Of the change that lifted it. */
  lifted?: number;
  keyCount: number;
}

/** What has changed since a number, for a registry that remembers that number. */
interface SuppressionChanges {
  /** The number now. */
  number: number;
  /** Hash of its event in the chain, hex; undefined as long as nothing has changed. */
  event: string | undefined;
  /** Ids in force that came since. */
  added: ReadonlySet<number>;
  /** Of the keys that those have. */
  kinds: ReadonlySet<SubjectKind>;
  /** Ids lifted since, those known before the number only. */
  lifted: readonly number[];
}

/**
 * Suppressions, which outlive every release. Every change is one transaction with one event in the
 * chain, and raises the suppression number by one.
 */
export interface SuppressionStore extends Suppressions {
  /** Id of the ledger. */
  readonly ledger: string;
  /** All or none. One whose keys are all suppressed on the same terms already is not added again. */
  add(suppressions: Iterable<NewSuppression>): Promise<{ added: number; known: number }>;
  /**
   * The same for a list that comes in batches, which is kept only when all of it has come. Nothing else
   * may be asked of this store meanwhile; others see nothing of it.
   */
  addList(
    batches: AsyncIterable<readonly NewSuppression[]>,
  ): Promise<{ added: number; known: number }>;
  /**
   * Lifts those that somebody who names the keys means. Where one of them is not reversible (`kept`)
   * all stay, and the chain says that it was refused.
   *
   * @param reason of this one alone; others stay as they are
   */
  remove(
    keys: readonly SubjectKey[],
    reason?: SuppressionReason,
  ): Promise<{ lifted: number; kept: number }>;
  /**
   * Those in force that somebody who names the keys means, oldest first: a name at a place, which
   * others have too, means only what is known by nothing else.
   */
  named(keys: readonly SubjectKey[]): Promise<Suppression[]>;
  /** Those in force that have any of the keys, oldest first. */
  find(keys: readonly SubjectKey[]): Promise<Suppression[]>;
  /** By reason, channel, source: how many are in force and lifted. */
  counts(): Promise<SuppressionCount[]>;
  changesSince(number: number): Promise<SuppressionChanges>;
  /**
   * Hash of the event that a number came with, hex; undefined where there is none. Equal only where all
   * events up to it are. Asked by every command, mostly for one of the last.
   */
  eventOf(number: number): Promise<string | undefined>;
  /**
   * The suppression number, and the hash (hex) of the last event that may have changed what is answered:
   * equal only where all events up to it are. Corrections are among them. What others write is noticed.
   */
  lastChange(): Promise<{ number: number; event: string }>;
  /** Of these, those by which somebody is deleted for good. */
  deletionsAmong(ids: readonly number[]): Promise<ReadonlySet<number>>;
  /** Ids in force that have any of the keys, one list per batch entry. The hot path of a scan. */
  idsOf(batch: readonly (readonly SubjectKey[])[]): Promise<(readonly number[])[]>;
  /** Whether these suppressions have no other keys than those, but for names at places. */
  haveOnly(ids: ReadonlySet<number>, keys: readonly SubjectKey[]): Promise<boolean>;
  close(): Promise<void>;
}

export interface SuppressionCount extends Omit<SuppressionTerms, "date"> {
  inForce: number;
  lifted: number;
}
