/** What one field said for or against one candidate. */
export interface FieldEvidence {
  field: string;
  /** The comparison level that fired, e.g. `exact`, `nickname`, `zip`. */
  level: string;
  /** log2 of the Bayes factor; negative speaks against. */
  bits: number;
}

/** One profile, weighed. */
export interface ExplainedCandidate {
  npi: string;
  /** Sum of all evidence. */
  bits: number;
  /** Probability before calibration, 0..1. */
  posterior: number;
  /** Calibrated, as in the result: 0..1, four decimals. */
  confidence: number;
  /** Which reading of the lead's name was compared, when that can be told. */
  reading?: string;
  /** The NPI given is this one's, and the name speaks against it; what it weighs decides nothing. */
  holder?: boolean;
  evidence: FieldEvidence[];
}

/** Everything `heartbeat explain` prints about one row. */
export interface Explanation {
  /** How the name may be read, most likely first. */
  hypotheses: { reading: string; weight: number }[];
  /** Words of the name's cells that were taken for no part of it, and what for. */
  left_out: { text: string; why: string }[];
  /**
   * Index keys asked: how many profiles each names, how many of those were compared, and whether
   * there were more than are read.
   */
  keys: { kind: string; profiles: number; compared: number; capped: boolean }[];
  /** How many profiles were compared. */
  compared: number;
  /** The best of them, best first; the contradicted holder of the NPI last. */
  candidates: ExplainedCandidate[];
  /** Posterior that the person is not in the registry, 0..1. */
  nobody: number;
  /** Profiles counted in the arithmetic but too common to list. */
  unlisted: number;
  /** Posterior that the person is one of those, 0..1. */
  unlisted_posterior: number;
}
