import type { Calibration } from "../../../model/calibration.ts";
import type { Profile } from "../../../model/profile.ts";
import { profileFacets } from "../../../normalize/keys/facets.ts";
import { toMatchRecord } from "../../../normalize/keys/match-record.ts";
import type { ReleaseInfo } from "../../registry.ts";
import type { ReleaseUpdater } from "../../release-store.ts";
import { decodeMatchRecord, encodeMatchRecord } from "../match-record-codec.ts";
import { createFacetEditor } from "../postings/facet-editor.ts";
import { createIndexEditor, type RecordChange } from "../postings/index-editor.ts";
import { decodeProfile, encodeProfile } from "../profile-codec.ts";
import { replaceTaxonomyNames } from "../taxonomy-names.ts";
import { createWithheldEditor } from "../withheld/withheld-editor.ts";
import { decoding } from "./damaged-release.ts";
import { countProfile } from "./release-counts.ts";
import { readBaseId, releaseIdWith, updatedReleaseId } from "./release-meta.ts";
import { beginUpdate, type ReleaseTransaction, type UpdateOptions } from "./release-transaction.ts";

/** Change the current release's people in place, in one transaction. */
export async function openReleaseUpdater(
  path: string,
  options: UpdateOptions,
): Promise<ReleaseUpdater> {
  return createReleaseUpdater(await beginUpdate(path, options.pid ?? 0), options);
}

export function createReleaseUpdater(
  transaction: ReleaseTransaction,
  options: UpdateOptions,
): ReleaseUpdater {
  try {
    return createUpdater(transaction, options);
  } catch (error) {
    transaction.rollback();
    throw error;
  }
}

function createUpdater(
  transaction: ReleaseTransaction,
  { now, withhold }: UpdateOptions,
): ReleaseUpdater {
  const { db, release } = transaction;
  const counts = { ...release.counts };
  const changed = new Set<number>();
  const added = new Set<number>();
  let recalibrated: Calibration | undefined;
  const editIndex = createIndexEditor(db);
  const facets = createFacetEditor(db);
  const selectProfile = db.prepare("SELECT record FROM profile WHERE npi=?");
  const selectMatch = db.prepare("SELECT record FROM match_record WHERE npi=?");
  const putProfile = db.prepare("INSERT OR REPLACE INTO profile(npi, record) VALUES(?, ?)");
  const putMatch = db.prepare("INSERT OR REPLACE INTO match_record(npi, record) VALUES(?, ?)");
  const replace = (profile: Profile): RecordChange => {
    const after = toMatchRecord(profile);
    const { npi } = after;
    changed.add(npi);
    const match = selectMatch.get(npi);
    const before = match && decodeMatchRecord(npi, match[0] as string);
    if (before === undefined) added.add(npi);
    const row = selectProfile.get(npi);
    const known = row && decodeProfile(profile.npi, row[0] as string);
    if (known !== undefined) countProfile(counts, known, -1);
    countProfile(counts, profile, 1);
    facets.change(npi, known === undefined ? [] : profileFacets(known), profileFacets(profile));
    putProfile.run(npi, encodeProfile(profile));
    putMatch.run(npi, encodeMatchRecord(after));
    return { npi, before, after };
  };

  return {
    release,
    current: (npis) =>
      npis.map((npi) => {
        const row = selectProfile.get(Number(npi));
        return row && decoding(db.path, () => decodeProfile(npi, row[0] as string));
      }),
    upsert(profiles) {
      editIndex(decoding(db.path, () => lastOfEach(profiles).map(replace)));
    },
    setTaxonomyNames(names) {
      counts.taxonomy_names = replaceTaxonomyNames(db, names);
    },
    setCalibration(calibration) {
      recalibrated = calibration;
    },
    async commit(sources) {
      try {
        const base = updatedReleaseId(readBaseId(db), sources, recalibrated);
        facets.flush();
        const isNew = (npi: number) => added.has(npi);
        await withhold?.(createWithheldEditor(db, { counts, isNew }), [...changed]);
        const info: ReleaseInfo = {
          ...release,
          id: releaseIdWith(base, release.contact_sources),
          built_at: now().toISOString(),
          sources: [...release.sources, ...sources],
          counts: { ...counts },
          ...(recalibrated === undefined ? {} : { calibration: recalibrated }),
        };
        transaction.commit(base, info);
        return info;
      } catch (error) {
        transaction.rollback();
        throw error;
      }
    },
    rollback: async () => transaction.rollback(),
  };
}

/** Within one call the last profile of an NPI counts, as it would across calls. */
function lastOfEach(profiles: readonly Profile[]): Profile[] {
  return [...new Map(profiles.map((profile) => [profile.npi, profile])).values()];
}
