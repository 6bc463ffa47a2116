import type { FieldEvidence } from "./contract.ts";

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
