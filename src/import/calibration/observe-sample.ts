import { setImmediate as nextTurn } from "node:timers/promises";
import type { MatchRequest } from "../../model/contract.ts";
import type { Profile } from "../../model/profile.ts";
import type { LeadWeigher, WeighedLead } from "../../service/lead-weigher.ts";
import { throwIfAborted } from "../source-stream.ts";
import { corruptProfile } from "./corrupt-profile.ts";
import type { Observation } from "./observation.ts";
import { createPlacePool } from "./place-pool.ts";

/** Profiles asked about at a time. */
const batchSize = 50;

export interface ObserveOptions {
  signal: AbortSignal;
  /** Profiles asked about, of all. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Asks about each profile, corrupted, twice: as it is on file, and as if it were not. Of the first
 * there are as many as leads that are on file, of the second as many as leads that are not.
 */
export async function observeSample(
  profiles: readonly Profile[],
  weigher: LeadWeigher,
  { signal, onProgress }: ObserveOptions,
): Promise<Observation[]> {
  const strangers = { profiles, places: createPlacePool(profiles) };
  const observations: Observation[] = [];
  for (let start = 0; start < profiles.length; start += batchSize) {
    await nextTurn();
    throwIfAborted(signal);
    const batch = profiles.slice(start, start + batchSize);
    const requests: MatchRequest[] = [];
    const without = new Map<number, number>();
    for (const [i, profile] of batch.entries()) {
      const request = corruptProfile(profile, strangers);
      requests.push({ id: 2 * i, ...request }, { id: 2 * i + 1, ...request });
      without.set(2 * i + 1, Number(profile.npi));
    }
    const weighed = await weigher.weigh(requests, { without, signal });
    for (const [i, profile] of batch.entries()) {
      const person = start + i;
      const of = { person, npi: Number(profile.npi) };
      observations.push(...observe(weighed[2 * i], of, weigher.prior));
      observations.push(...observe(weighed[2 * i + 1], of, 1 - weigher.prior));
    }
    onProgress?.(Math.min(start + batchSize, profiles.length), profiles.length);
  }
  return observations;
}

function observe(
  weighed: WeighedLead | undefined,
  { person, npi }: { person: number; npi: number },
  weight: number,
): Observation[] {
  if (weighed === undefined) return [];
  const { p, nobody, evidenceClass, canMatch } = weighed;
  return [{ p, nobody, evidenceClass, canMatch, right: weighed.npi === npi, weight, person }];
}
