import type { Correction, Corrections } from "../model/corrections.ts";

/** Corrections, which outlive every release; of a field the newest day counts, then the last. */
export interface CorrectionStore extends Corrections {
  /**
   * All or none; one event in the chain.
   *
   * @param request id of the rights request that they were accepted for
   */
  add(request: string, corrections: readonly Correction[]): Promise<void>;
  close(): Promise<void>;
}
