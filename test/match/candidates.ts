import { createFrequencies } from "../../src/match/frequencies.ts";
import { type Lead, toLead } from "../../src/match/lead.ts";
import { type Posterior, toPosterior, type Unlisted } from "../../src/match/posterior.ts";
import { type ScoredCandidate, scoreCandidate } from "../../src/match/score.ts";
import type { MatchRequest } from "../../src/model/contract.ts";
import type { Profile } from "../../src/model/profile.ts";
import { toMatchRecord } from "../../src/normalize/keys/match-record.ts";

/** A hundred thousand people; every name is carried by a few, every place by some hundred. */
const frequencies = createFrequencies({
  individuals: 100_000,
  term: (text) => (text.startsWith("L:") ? 4 : text.startsWith("F:") ? 40 : 300),
  joint: () => 1,
  phoneHolders: () => 1,
});

export function leadOf(request: Omit<MatchRequest, "id">): Lead {
  return toLead({ id: 1, ...request }, { name_order: "first_last", prior: 0.8 });
}

export function scored(lead: Lead, profile: Profile): ScoredCandidate {
  return scoreCandidate(lead, toMatchRecord(profile), frequencies);
}

/** The row posterior over these people and nobody else. */
export function posteriorOf(
  lead: Lead,
  people: readonly Profile[],
  unlisted: Unlisted = { profiles: 0, bits: 0 },
): Posterior {
  const candidates = people.map((profile) => scored(lead, profile));
  return toPosterior(candidates, unlisted, frequencies.individuals, 0.8);
}
