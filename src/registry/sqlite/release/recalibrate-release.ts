import type { Calibration } from "../../../model/calibration.ts";
import { ServiceError } from "../../../model/errors.ts";
import type { Registry, ReleaseInfo } from "../../registry.ts";
import type { Recalibrated } from "../../release-store.ts";
import { openSqliteRegistry } from "../sqlite-registry.ts";
import type { FolderLock } from "./folder-lock.ts";
import { resolveRelease } from "./release-folder.ts";
import { beginLockedUpdate, lockRelease, type UpdateOptions } from "./release-transaction.ts";
import { createReleaseUpdater } from "./release-updater.ts";
import { requireWritable } from "./require-writable.ts";

/**
 * Has the current release fitted on itself and stores the calibration with it, unless it has that
 * one already: then no byte changes. The folder is locked all the while.
 *
 * The fit is over before the file is opened for writing: SQLite's drop-in keeps the lock of a
 * closed reader until its statements are collected, and a log that somebody reads cannot be folded.
 */
export async function recalibrateRelease<Report extends { calibration: Calibration }>(
  path: string,
  calibrate: (registry: Registry) => Promise<Report>,
  options: UpdateOptions,
): Promise<Recalibrated<Report>> {
  const lock = await lockRelease(path, options.pid ?? 0);
  try {
    await requireWritable(await resolveRelease(path));
    const registry = await openSqliteRegistry(path);
    const { release } = registry;
    const report = await calibrate(registry).finally(() => registry.close());
    const { calibration } = report;
    if (isSame(calibration, release)) return { report, release, changed: false };
    const stored = await store(path, calibration, release.id, lock, options);
    return { report, release: stored, changed: true };
  } finally {
    lock?.release();
  }
}

function isSame(calibration: Calibration, release: ReleaseInfo): boolean {
  return JSON.stringify(calibration) === JSON.stringify(release.calibration);
}

async function store(
  path: string,
  calibration: Calibration,
  fittedId: string,
  lock: FolderLock | undefined,
  options: UpdateOptions,
): Promise<ReleaseInfo> {
  const updater = createReleaseUpdater(await beginLockedUpdate(path, lock), options);
  // Only a release file named directly: its folder's lock is not asked for.
  if (updater.release.id !== fittedId) {
    await updater.rollback();
    throw new ServiceError(
      "release_gone",
      "The registry was updated while it was being fitted.",
      "Run the same command again.",
    );
  }
  updater.setCalibration(calibration);
  return updater.commit([]);
}
