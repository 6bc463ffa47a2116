import type { Profile, Source } from "../model/profile.ts";
import type { ReleaseInfo } from "../registry/registry.ts";
import type { ReleaseUpdater } from "../registry/release-store.ts";
import { collectFacts } from "./collect-facts.ts";
import { type FactGroup, withFactBuckets } from "./fact-buckets.ts";
import type { ImportDeps } from "./import-release.ts";
import { mergeFacts, orderSources, type SourceOrder } from "./merge-facts.ts";
import { planImport } from "./plan-import.ts";
import { throwIfAborted } from "./source-stream.ts";

export interface UpdateDeps extends Omit<ImportDeps, "createWriter" | "calibration"> {
  /** Called first: the current release's sources decide ids, and which facts are out of date. */
  createUpdater(): Promise<ReleaseUpdater>;
}

export interface Updated {
  release: ReleaseInfo;
  /** Profiles that are new or other than before; undefined where the release stayed as it was. */
  changed: number | undefined;
}

/**
 * Applies weekly files, deactivation reports, side files or a new NUCC list to the current
 * release: all or nothing, in one transaction. A file older than what is known changes nothing.
 */
export async function updateRelease(
  files: readonly string[],
  { createUpdater, tempDir, signal, onProgress }: UpdateDeps,
): Promise<Updated> {
  const plan = await planImport(files, { registryExists: true });
  const updater = await createUpdater();
  const { sources: known } = updater.release;
  const keep = async (): Promise<Updated> => {
    await updater.rollback();
    return { release: updater.release, changed: undefined };
  };
  const firstId = Math.max(-1, ...known.map((source) => source.id)) + 1;
  try {
    return await withFactBuckets(tempDir, async (buckets) => {
      const options = { buckets, firstId, signal, onProgress };
      const { sources, taxonomyNames } = await collectFacts(plan.sources, options);
      if (sources.every((source) => isKnown(source, known))) return keep();
      const order = orderSources([...known, ...sources]);
      let rows = 0;
      const groups = buckets.groups((bytesDone, bytesTotal) =>
        onProgress?.({ step: "merge", file: "", bytesDone, bytesTotal, rows }),
      );
      for await (const batch of groups) {
        throwIfAborted(signal);
        const changed = changedProfiles(batch, order, updater);
        if (changed.length > 0) updater.upsert(changed);
        rows += changed.length;
      }
      if (rows === 0 && taxonomyNames === undefined) return keep();
      if (taxonomyNames !== undefined) updater.setTaxonomyNames(taxonomyNames);
      throwIfAborted(signal);
      return { release: await updater.commit(sources), changed: rows };
    });
  } catch (error) {
    await updater.rollback();
    throw error;
  }
}

/**
 * Whether the release was made with this very file. Without a date it may be the way back to a
 * former state, so it counts as new.
 */
function isKnown(source: Source, known: readonly Source[]): boolean {
  const { sha256, kind, as_of } = source;
  return (
    as_of !== undefined &&
    known.some((other) => other.sha256 === sha256 && other.kind === kind && other.as_of === as_of)
  );
}

function changedProfiles(
  batch: readonly FactGroup[],
  order: SourceOrder,
  updater: ReleaseUpdater,
): Profile[] {
  const known = updater.current(batch.map(({ npi }) => npi));
  const changed: Profile[] = [];
  for (const [index, { facts }] of batch.entries()) {
    const base = known[index];
    const profile = mergeFacts(facts, order, base);
    if (profile !== undefined && profile !== base) changed.push(profile);
  }
  return changed;
}
