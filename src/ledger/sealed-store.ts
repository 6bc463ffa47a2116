/**
 * `evidence` proves who somebody is; it is shredded as soon as it has served, and never in a backup.
 * `record` is what is kept of a request for its 24 months: who asked, the declaration, notes.
 * `business` is what has to be kept as long as the ledger: corrections.
 */
export type SealedClass = "evidence" | "record" | "business";

/** What is shredded one day. */
export type ShreddedClass = Exclude<SealedClass, "business">;

/** Where a sealed part belongs. */
export interface SealedPlace {
  /** Id of the rights request. */
  request: string;
  class: SealedClass;
  /** What it is: `identity`, `answer` … */
  purpose: string;
}

export interface NewPart extends SealedPlace {
  bytes: Uint8Array;
}

/**
 * What describes a person in a rights request: sealed under a key of that request, apart from the
 * chain, which holds the hash of the sealed bytes alone and stays whole when they are shredded.
 */
export interface SealedStore {
  /** All or none; each is an event. */
  seal(parts: readonly NewPart[]): Promise<void>;
  /** Oldest first. */
  partsOf(place: SealedPlace): Promise<Uint8Array[]>;
  /**
   * What is sealed of a request in that class and its key are overwritten, for good; the log is
   * emptied, so that no copy stays. False where there was none.
   */
  shred(request: string, sealedClass: ShreddedClass): Promise<boolean>;
  close(): Promise<void>;
}
