/** One lead: what the program said, and what is true. */
export interface ScoredLead {
  /** The NPI named first, or "" for nobody. */
  npi: string;
  /** Its confidence, 0..1; 0 for nobody. */
  confidence: number;
  status: string;
  /** The right answer, or "" when the person is not in the registry. */
  truth: string;
  noise: readonly string[];
}

export function isRight(lead: ScoredLead): boolean {
  return lead.npi !== "" && lead.npi === lead.truth;
}
