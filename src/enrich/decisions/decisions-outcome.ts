/** What became of a file of decisions in a run; each decision is counted once. */
export interface DecisionsOutcome {
  /** SHA-256 (hex) of the file. */
  sha256: string;
  /** How many it holds. */
  decisions: number;
  /** Rows were answered by it. */
  applied: number;
  /** The record of whoever it is about has changed, or others may be meant by now. */
  expired: number;
  /** Nobody is told under the NPI that was chosen. */
  withheld: number;
  /** Several different leads go by the name and place of the one that was decided. */
  unclear: number;
  /** The list has no such lead. */
  unused: number;
}
