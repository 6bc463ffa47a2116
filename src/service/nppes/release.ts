import type { ReleaseInfo } from "../../registry/registry.ts";

/** Index of the one source, in every profile and in the release. */
export const API_SOURCE = 0;

/**
 * The API has no releases: it answers from what CMS has on file at the moment. The word names what
 * an answer depends on besides, which is the API's version.
 */
export const apiRelease: ReleaseInfo = {
  id: "nppes-api-2.1",
  schema_version: 1,
  built_at: "",
  sources: [
    { id: API_SOURCE, kind: "nppes_api", file: "NPPES API v2.1", rows: 0, bytes: 0, sha256: "" },
  ],
  // It counts nothing.
  counts: { profiles: 0, individuals: 0, organizations: 0, deactivated: 0, taxonomy_names: 0 },
};
