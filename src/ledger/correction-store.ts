import type { Correction, Corrections } from "../model/corrections.ts";

/** Corrections, which outlive every release; of a field the newest day counts, then the last. */
export interface CorrectionStore extends Corrections {
  /**
   * All or none; one event in the chain.
   *
   * @param request id of the rights request that they were accepted for
   */
  add(request: string, corrections: readonly Correction[]): Promise<void>;
  /**
   * All corrections of these people are overwritten, with the keys that no other correction needs; the
   * log is emptied, so that no copy stays. Each request that they were accepted for gets an event.
   *
   * @returns how many there were
   */
  erase(npis: readonly string[]): Promise<number>;
  close(): Promise<void>;
}
