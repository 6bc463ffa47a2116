import type { Calibration } from "../model/calibration.ts";
import type { Profile, Source } from "../model/profile.ts";
import type { Registry, ReleaseInfo } from "./registry.ts";

/** Fits a finished release on itself; undefined leaves it without a calibration of its own. */
export type FitCalibration = (registry: Registry) => Promise<Calibration | undefined>;

/**
 * How an import hands a new release to a backend. Profiles arrive once each, in ascending NPI
 * order (the import sorts them), so the backend can append instead of seeking. A writer or updater
 * of a folder has it to itself, and clears away what killed imports left there: all that is called
 * `building-…`, intermediate files of the import included.
 */
export interface ReleaseWriter {
  /** Profiles in ascending NPI order, across calls too. */
  add(profiles: readonly Profile[]): void;
  /** `code` → display words. */
  setTaxonomyNames(names: ReadonlyMap<string, string>): void;
  /**
   * Build the index, have the release fitted on itself, compute its id from the sources' hashes,
   * the schema version and the calibration, close the file without sidecar files and make it
   * current. Nothing is visible before this returns; `calibrate` is the only one to see it sooner.
   */
  publish(
    sources: readonly Source[],
    onProgress?: (step: string) => void,
    calibrate?: FitCalibration,
  ): Promise<ReleaseInfo>;
  /** Remove what was written; the former release stays as it was. */
  discard(): Promise<void>;
}

/** A release that was fitted on itself once more. */
export interface Recalibrated<Report> {
  report: Report;
  release: ReleaseInfo;
  /** False where it had that calibration already. */
  changed: boolean;
}

/** Weekly updates: one transaction on the current release, then a checkpoint. */
export interface ReleaseUpdater {
  /** The release being updated. New sources get ids that none of its own sources has. */
  readonly release: ReleaseInfo;
  /** Profile on file, so that an update can keep what the new row does not say. */
  current(npis: readonly string[]): (Profile | undefined)[];
  /** Insert or replace whole profiles and their keys and counts. */
  upsert(profiles: readonly Profile[]): void;
  /** Replaces the whole list: `code` → display words. */
  setTaxonomyNames(names: ReadonlyMap<string, string>): void;
  /** Until it is called, an update keeps the release's calibration. */
  setCalibration(calibration: Calibration): void;
  /** `sources`: the new ones only; they are appended to the release's. */
  commit(sources: readonly Source[]): Promise<ReleaseInfo>;
  rollback(): Promise<void>;
}
