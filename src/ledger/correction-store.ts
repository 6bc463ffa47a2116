import type { Correction, Corrections } from "../model/corrections.ts";

export interface NewCorrection extends Correction {
  /** Id of the rights request that it was accepted for. */
  request: string;
}

/** Corrections, which outlive every release; of a field the newest day counts, then the last. */
export interface CorrectionStore extends Corrections {
  /** All or none; one event in the chain. */
  add(corrections: readonly NewCorrection[]): Promise<void>;
  close(): Promise<void>;
}
