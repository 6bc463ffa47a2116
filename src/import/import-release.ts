import type { Profile } from "../model/profile.ts";
import type { ReleaseInfo } from "../registry/registry.ts";
import type { FitCalibration, ReleaseWriter } from "../registry/release-store.ts";
import { type CalibrateOptions, calibrateRelease } from "./calibration/calibrate-release.ts";
import { collectFacts } from "./collect-facts.ts";
import { withFactBuckets } from "./fact-buckets.ts";
import type { ImportProgress } from "./import-progress.ts";
import { mergeFacts, orderSources } from "./merge-facts.ts";
import { planImport } from "./plan-import.ts";
import { throwIfAborted } from "./source-stream.ts";

export interface ImportDeps {
  /** Called before the sources are read, so that a locked registry is noticed at once. */
  createWriter(): Promise<ReleaseWriter>;
  /** Intermediate files go into a folder of their own in it; they take about what the rows do. */
  tempDir: string;
  /** Fits the new release on itself before anybody reads it; without it none is fitted. */
  calibration?: CalibrationSetup | undefined;
  signal: AbortSignal;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
}

export type CalibrationSetup = Pick<
  CalibrateOptions,
  "createWeigher" | "sample" | "leastIndividuals"
>;

/**
 * Builds a new release from an NPPES main file and whatever comes with it. Two passes in bounded
 * memory: the sources are read once into buckets by NPI, then each NPI's facts become one
 * profile, in ascending order. Whatever fails, the former release stays current.
 */
export async function importRelease(
  files: readonly string[],
  { createWriter, tempDir, calibration, signal, onProgress }: ImportDeps,
): Promise<ReleaseInfo> {
  const plan = await planImport(files, { registryExists: false });
  const writer = await createWriter();
  try {
    return await withFactBuckets(tempDir, async (buckets) => {
      const options = { buckets, firstId: 0, signal, onProgress };
      const { sources, taxonomyNames } = await collectFacts(plan.sources, options);
      const order = orderSources(sources);
      const tell = (step: string, rows: number, bytesDone = 0, bytesTotal = 0) =>
        onProgress?.({ step, file: "", bytesDone, bytesTotal, rows });
      let rows = 0;
      const groups = buckets.groups((done, total) => tell("merge", rows, done, total));
      for await (const batch of groups) {
        throwIfAborted(signal);
        const profiles = batch.map(({ facts }) => mergeFacts(facts, order)).filter(isProfile);
        writer.add(profiles);
        rows += profiles.length;
      }
      if (taxonomyNames !== undefined) writer.setTaxonomyNames(taxonomyNames);
      throwIfAborted(signal);
      const calibrate = calibration && fitWith(calibration, signal, (step) => tell(step, rows));
      return await writer.publish(sources, (step) => tell(step, rows), calibrate);
    });
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

function fitWith(
  setup: CalibrationSetup,
  signal: AbortSignal,
  tell: (step: string) => void,
): FitCalibration {
  return async (registry) => {
    const onProgress = (done: number, total: number) =>
      tell(`calibrating ${Math.round((100 * done) / total)} %`);
    const report = await calibrateRelease(registry, { ...setup, signal, onProgress });
    return report?.calibration;
  };
}

function isProfile(profile: Profile | undefined): profile is Profile {
  return profile !== undefined;
}
