import { stat } from "node:fs/promises";
import type { Calibration } from "../../model/calibration.ts";
import { HeartbeatError } from "../../model/errors.ts";
import type { Profile } from "../../model/profile.ts";
import { profileFacets } from "../../normalize/facets.ts";
import { toMatchRecord } from "../../normalize/match-record.ts";
import { openSqlite, type SqliteDatabase } from "../../store/sqlite.ts";
import type { ReleaseInfo } from "../registry.ts";
import type { ReleaseUpdater } from "../release-store.ts";
import { decoding } from "./damaged-release.ts";
import { createFacetEditor } from "./facet-editor.ts";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { createIndexEditor, type RecordChange } from "./index-editor.ts";
import { decodeMatchRecord, encodeMatchRecord } from "./match-record-codec.ts";
import { decodeProfile, encodeProfile } from "./profile-codec.ts";
import { countProfile } from "./release-counts.ts";
import { resolveRelease } from "./release-folder.ts";
import { readReleaseInfo, updatedReleaseId, writeReleaseInfo } from "./release-meta.ts";
import { checkSchema } from "./schema.ts";
import { replaceTaxonomyNames } from "./taxonomy-names.ts";

export interface ReleaseUpdaterOptions {
  now: () => Date;
  /** This process, for the message that another import gets. */
  pid?: number;
}

/**
 * Change the current release in place, in one transaction. Readers beside it go on with the old
 * state until the commit. The file keeps its name; its release id changes. Afterwards the log is
 * folded into the file, so that no sidecar is left, unless somebody is still reading: then the
 * next one to open the file does it.
 */
export async function openReleaseUpdater(
  path: string,
  options: ReleaseUpdaterOptions,
): Promise<ReleaseUpdater> {
  return openLockedUpdater(path, await lockRelease(path, options.pid ?? 0), options);
}

/** The same once it is locked; its end frees the lock. */
export async function openLockedUpdater(
  path: string,
  lock: FolderLock | undefined,
  { now }: ReleaseUpdaterOptions,
): Promise<ReleaseUpdater> {
  try {
    const db = await openForUpdate(await resolveRelease(path));
    try {
      return createUpdater(db, lock, now);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/**
 * Nothing is made or removed in a folder that is no registry. A release file named directly has
 * SQLite's own write lock only.
 */
export async function lockRelease(path: string, pid: number): Promise<FolderLock | undefined> {
  await resolveRelease(path);
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ? await lockFolder(path, pid) : undefined;
}

async function openForUpdate(file: string): Promise<SqliteDatabase> {
  const db = await openSqlite(file, { store: "registry", mode: "write" });
  try {
    checkSchema(db);
    db.exec("PRAGMA journal_mode=WAL; BEGIN IMMEDIATE");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function createUpdater(
  db: SqliteDatabase,
  lock: FolderLock | undefined,
  now: () => Date,
): ReleaseUpdater {
  const release = readReleaseInfo(db);
  const counts = { ...release.counts };
  let recalibrated: Calibration | undefined;
  const editIndex = createIndexEditor(db);
  const facets = createFacetEditor(db);
  const selectProfile = db.prepare("SELECT record FROM profile WHERE npi=?");
  const selectMatch = db.prepare("SELECT record FROM match_record WHERE npi=?");
  const putProfile = db.prepare("INSERT OR REPLACE INTO profile(npi, record) VALUES(?, ?)");
  const putMatch = db.prepare("INSERT OR REPLACE INTO match_record(npi, record) VALUES(?, ?)");
  let isOpen = true;

  const finish = (end: "COMMIT" | "ROLLBACK") => {
    if (!isOpen) return;
    isOpen = false;
    try {
      if (end === "COMMIT") db.exec(end);
      else rollBack(db);
      foldLog(db);
    } finally {
      db.close();
      lock?.release();
    }
  };

  const replace = (profile: Profile): RecordChange => {
    const after = toMatchRecord(profile);
    const { npi } = after;
    const match = selectMatch.get(npi);
    const before = match && decodeMatchRecord(npi, match[0] as string);
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
        const info: ReleaseInfo = {
          ...release,
          id: updatedReleaseId(release.id, sources, recalibrated),
          built_at: now().toISOString(),
          sources: [...release.sources, ...sources],
          counts: { ...counts },
          ...(recalibrated === undefined ? {} : { calibration: recalibrated }),
        };
        facets.flush();
        writeReleaseInfo(db, info);
        finish("COMMIT");
        return info;
      } catch (error) {
        finish("ROLLBACK");
        throw error;
      }
    },
    async rollback() {
      finish("ROLLBACK");
    },
  };
}

/** Within one call the last profile of an NPI counts, as it would across calls. */
function lastOfEach(profiles: readonly Profile[]): Profile[] {
  return [...new Map(profiles.map((profile) => [profile.npi, profile])).values()];
}

/** After a full disk SQLite has rolled back by itself, and refuses to do it again. */
function rollBack(db: SqliteDatabase): void {
  try {
    db.exec("ROLLBACK");
  } catch {
    return;
  }
}

/**
 * Waits a moment for readers and gives up without harm: what is committed is safe in the log, and
 * whoever opens the file next folds it (open-release.ts).
 */
function foldLog(db: SqliteDatabase): void {
  try {
    db.exec("PRAGMA busy_timeout=1000");
    db.get("PRAGMA wal_checkpoint(TRUNCATE)");
    db.exec("PRAGMA journal_mode=DELETE");
  } catch (error) {
    if (!(error instanceof HeartbeatError)) throw error;
  }
}
