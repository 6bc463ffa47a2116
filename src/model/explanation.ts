/** What one field said for or against one candidate. */
export interface FieldEvidence {
  field: string;
  /** The comparison level that fired, e.g. `exact`, `nickname`, `zip`. */
  level: string;
  /** log2 of the Bayes factor; negative speaks against. */
  bits: number;
}

/** Everything `heartbeat explain` prints about one row. */
export interface Explanation {
  /** How the name may be read, most likely first. */
  hypotheses: { reading: string; weight: number }[];
  /** Index keys asked, with how many profiles each named and whether the list was capped. */
  keys: { kind: string; profiles: number; capped: boolean }[];
  /** Best first. */
  candidates: { npi: string; bits: number; posterior: number; evidence: FieldEvidence[] }[];
  /** Posterior that the person is not in the registry, 0..1. */
  nobody: number;
  /** Profiles counted in the arithmetic but too common to list. */
  unlisted: number;
}
