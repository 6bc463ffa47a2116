import type { Registry } from "../../registry/registry.ts";
import type { LeadWeigher } from "../../service/lead-weigher.ts";
import { type CalibrationReport, fitCalibration } from "./fit-calibration.ts";
import { type ObserveOptions, observeSample } from "./observe-sample.ts";

export interface CalibrateOptions extends ObserveOptions {
  createWeigher(registry: Registry): Promise<LeadWeigher>;
  /** Profiles to sample; the release's people where it has fewer. */
  sample?: number | undefined;
  /** Releases with fewer individuals get no calibration of their own. */
  leastIndividuals?: number | undefined;
}

/** Fewer people have too few namesakes to be their own yardstick. */
export const LEAST_INDIVIDUALS = 5000;
const DEFAULT_SAMPLE = 8000;

/**
 * Fits a release on its own people (matching.md section 8). The same profiles give the same
 * calibration on every machine. Undefined for a release that is too small.
 */
export async function calibrateRelease(
  registry: Registry,
  { createWeigher, sample, leastIndividuals = LEAST_INDIVIDUALS, ...observing }: CalibrateOptions,
): Promise<CalibrationReport | undefined> {
  const { individuals } = registry.release.counts;
  if (individuals < leastIndividuals) return undefined;
  // Of a small release a fifth: the people asked about are each other's strangers.
  const count = sample ?? Math.min(DEFAULT_SAMPLE, Math.ceil(individuals / 5));
  const profiles = await registry.sample(count);
  const observations = await observeSample(profiles, await createWeigher(registry), observing);
  return fitCalibration(observations, profiles.length);
}
