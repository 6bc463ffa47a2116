import type { Calibration } from "../model/calibration.ts";
import type { Explanation, FieldEvidence } from "../model/explanation.ts";
import type { NameHypothesis } from "../normalize/names/name.ts";
import { confidenceOf } from "./decide.ts";
import type { Lead } from "./lead.ts";
import type { Posterior, Ranked, Unlisted } from "./posterior.ts";
import type { ScoredCandidate } from "./score.ts";

const MOST_EXPLAINED = 10;

interface AskedKey {
  kind: string;
  list: { npis: readonly number[]; total: number };
}

interface Explained {
  lead: Lead;
  posterior: Posterior;
  unlisted: Unlisted;
  calibration: Calibration;
}

/**
 * Everything behind a decision, in the shape `heartbeat explain` prints.
 *
 * @param holder who holds the NPI given, when the name speaks against it
 */
export function explain(
  { lead, posterior, unlisted, calibration }: Explained,
  asked: readonly AskedKey[],
  holder?: ScoredCandidate,
): Explanation {
  const compared = new Set(posterior.ranked.map(({ candidate }) => candidate.record.npi));
  const isHolder = ({ candidate }: Ranked) => candidate.record.npi === holder?.record.npi;
  // The holder may have been compared by name as well; who disagrees is shown once.
  const shown = posterior.ranked.filter((one) => !isHolder(one)).slice(0, MOST_EXPLAINED);
  const own = posterior.ranked.find(isHolder)?.p ?? 0;
  const held = holder === undefined ? [] : [{ candidate: holder, p: own }];
  const toExplained = (ranked: Ranked) => ({
    ...candidateOf(ranked.candidate, lead),
    posterior: ranked.p,
    confidence: confidenceOf(ranked, { posterior, calibration }),
  });
  return {
    hypotheses: lead.hypotheses.map((reading) => ({
      reading: textOf(reading),
      weight: reading.weight,
    })),
    left_out: lead.name.kind === "person" ? [...lead.name.dropped] : [],
    keys: asked.map(({ kind, list }) => ({
      kind,
      profiles: list.total,
      compared: list.npis.filter((npi) => compared.has(npi)).length,
      capped: list.npis.length < list.total,
    })),
    compared: posterior.ranked.length,
    candidates: [
      ...shown.map(toExplained),
      ...held.map((one) => ({ ...toExplained(one), holder: true })),
    ],
    nobody: posterior.nobody,
    unlisted: unlisted.profiles,
    unlisted_posterior: posterior.unlisted,
  };
}

function candidateOf({ record, bits, evidence }: ScoredCandidate, lead: Lead) {
  const reading = readingOf(lead, evidence);
  return {
    npi: String(record.npi),
    bits,
    ...(reading === undefined ? {} : { reading }),
    evidence,
  };
}

/** The reading that was compared, told by its weight; undefined when two weigh the same. */
function readingOf(lead: Lead, evidence: readonly FieldEvidence[]): string | undefined {
  if (!evidence.some(({ field }) => field.endsWith("name"))) return undefined;
  const bits = evidence.find(({ field }) => field === "reading")?.bits ?? 0;
  const [one, ...others] = lead.hypotheses.filter(({ weight }) => Math.log2(weight) === bits);
  return one === undefined || others.length > 0 ? undefined : textOf(one);
}

function textOf({ first, middle, last, suffix }: NameHypothesis): string {
  return [first, middle, last, suffix].filter((part) => part !== "").join(" ");
}
