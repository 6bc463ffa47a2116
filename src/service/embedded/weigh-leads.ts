import { evidenceClassOf } from "../../match/calibrate.ts";
import { shippedCalibration } from "../../match/shipped-calibration.ts";
import type { Registry } from "../../registry/registry.ts";
import type { LeadWeigher, WeighedLead } from "../lead-weigher.ts";
import { answerLeads, type LeadAnswer } from "./answer-leads.ts";
import { DEFAULT_PRIOR } from "./embedded-service.ts";
import { createTermCache } from "./term-cache.ts";
import { createZipGeography } from "./zip-geography.ts";

/**
 * The weigher over a registry in this process, under the context that short lists get. What is told
 * must not hang on how the release was calibrated before: fitting again gives the same again.
 */
export function createLeadWeigher(registry: Registry): LeadWeigher {
  const terms = createTermCache(registry);
  const geography = createZipGeography();
  const context = { name_order: "mixed", prior: DEFAULT_PRIOR } as const;
  return {
    prior: DEFAULT_PRIOR,
    async weigh(requests, { without, signal }) {
      const batch = { context, min_confidence: 0, with_profile: false, requests };
      const answers = await answerLeads(batch, registry, terms, geography, signal, {
        without,
        calibration: shippedCalibration,
      });
      return answers.map(toWeighed);
    },
  };
}

function toWeighed({ best, decision, nobody }: LeadAnswer): WeighedLead | undefined {
  if (best === undefined) return undefined;
  const evidenceClass = evidenceClassOf(best.candidate.evidence);
  if (evidenceClass === undefined) return undefined;
  const canMatch = decision.status === "matched";
  return { npi: best.candidate.record.npi, p: best.p, nobody, evidenceClass, canMatch };
}
