import type { EvidenceClass } from "../model/calibration.ts";
import type { MatchRequest } from "../model/contract.ts";

/** The likeliest profile for a request, before calibration. */
export interface WeighedLead {
  npi: number;
  /** Its probability, 0..1. */
  p: number;
  /** Probability that the person is not on file, 0..1. */
  nobody: number;
  evidenceClass: EvidenceClass;
  /** It would be the answer at some confidence: no tie, no name that speaks against it. */
  canMatch: boolean;
}

/** Answers as a search service does, for a calibration: raw, and as if somebody were not on file. */
export interface LeadWeigher {
  /** Share of requests that are believed to be about somebody on file. */
  readonly prior: number;
  /**
   * In the order of the requests; undefined where no profile fits at all. `without`: request id →
   * NPI that is answered as if this release did not know it.
   */
  weigh(
    requests: readonly MatchRequest[],
    options: { without: ReadonlyMap<number, number>; signal: AbortSignal },
  ): Promise<(WeighedLead | undefined)[]>;
}
