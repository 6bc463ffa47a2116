import { shippedCalibration } from "../../match/shipped-calibration.ts";
import type { Calibration } from "../../model/calibration.ts";
import type { ReleaseInfo } from "../../registry/registry.ts";

/**
 * Nothing that was found by name is said to be surer than .97: the figures behind it are typical
 * ones instead of counts, and no release fitted them. Of leads as sure as that some three in a
 * hundred may be somebody else. Nor is any precision known to be reached.
 */
export const typicalCalibration: Calibration = {
  curves: shippedCalibration.curves,
  thresholds: [],
  leads: 0,
  ceiling: 0.97,
};

/** Index of the one source, in every profile and in the release. */
export const API_SOURCE = 0;

/**
 * The API has no releases: it answers from what CMS has on file at the moment. The word names what
 * an answer depends on besides, which is the API's version.
 */
export const apiRelease: ReleaseInfo = {
  id: "nppes-2.1",
  schema_version: 1,
  built_at: "",
  sources: [
    { id: API_SOURCE, kind: "nppes_api", file: "NPPES API v2.1", rows: 0, bytes: 0, sha256: "" },
  ],
  calibration: typicalCalibration,
  // It counts nothing.
  counts: { profiles: 0, individuals: 0, organizations: 0, deactivated: 0, taxonomy_names: 0 },
};
