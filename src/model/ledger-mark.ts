/** What a registry remembers of the ledger that it is used with, from the first rights step on. */
export interface LedgerMark {
  /** Id of the ledger, a UUID. */
  ledger: string;
  /** The last suppression number that the registry knows. */
  number: number;
  /**
   * Hash of the event of that number, hex: a ledger that was put back to an earlier state comes to the
   * same number by other changes.
   */
  event: string;
}
