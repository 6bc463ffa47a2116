/** What answers have to say about where their candidates come from. */
export interface CandidateSource {
  /** Of an NPI that nobody is found under. */
  npiUnknown: string;
  /** Totals of lists that are not whole are guessed. */
  totalsGuessed: boolean;
  /** Said after every reason. */
  notes: readonly string[];
}

export const releaseOnFile: CandidateSource = {
  npiUnknown: "the NPI given is not in this release",
  totalsGuessed: false,
  notes: [],
};
