/** All that the answers of a run hang on beside its rows, where somebody knows that. */
export interface AnswerTerms {
  /** SHA-256, hex. */
  sha256: string;
  /** The suppression number that is among them. */
  number: number;
  /** Whether they are still what they were. Cheap: to be asked for every batch of rows. */
  hold(): Promise<boolean>;
}
