import type { Calibration } from "../model/calibration.ts";
import type { ContactSource } from "../model/contact.ts";
import type { MatchRecord } from "../model/match-record.ts";
import type { Profile, Source } from "../model/profile.ts";
import type { FacetIndex } from "./facet-index.ts";
import type { WithheldNpis } from "./withheld-store.ts";

/**
 * The port to profiles and their match index. Read-only, asynchronous and batched, so that SQLite,
 * PostgreSQL and worker threads are one shape. Backends live beside this file, one folder each.
 */
export interface Registry {
  readonly release: ReleaseInfo;
  /** Absent where nothing can be searched and counted. */
  readonly facets?: FacetIndex;
  /** One entry per NPI asked, same order; undefined when this release does not know it. */
  profiles(npis: readonly string[]): Promise<(Profile | undefined)[]>;
  /** The narrow records that scoring reads, same order as asked. */
  matchRecords(npis: readonly number[]): Promise<(MatchRecord | undefined)[]>;
  /**
   * NPIs filed under each key (normalize/keys/keys.ts), ascending, at most `cap` of them;
   * `total` says how many there are, so that a capped list is never mistaken for a whole one.
   */
  candidates(keys: readonly number[], cap: number): Promise<CandidateList[]>;
  /** How many profiles carry each term (normalize/keys/terms.ts), 0 when none. */
  counts(terms: readonly string[]): Promise<number[]>;
  /** Display words of taxonomy codes from the imported NUCC list; undefined when not in it. */
  taxonomyNames(codes: readonly string[]): Promise<(string | undefined)[]>;
  /**
   * Individuals with a name, at most `count`: those that come first in the order of
   * sample-rank.ts, in that order. The same for the same profiles, however they are stored.
   */
  sample(count: number): Promise<Profile[]>;
  /** Who is suppressed now; the methods above know nothing of it. Cheap: to be asked for each call. */
  withheld(): Promise<WithheldNpis>;
  close(): Promise<void>;
}

export interface CandidateList {
  npis: readonly number[];
  total: number;
}

/** One built version of the registry. */
export interface ReleaseInfo {
  id: string;
  schema_version: number;
  /** ISO time of the build; shown by `registry status`, never part of an answer. */
  built_at: string;
  sources: Source[];
  /** Contacts and outcomes beside them, by name; absent where there are none. */
  contact_sources?: ContactSource[];
  /** Fitted on this release; undefined when it is too small to be its own yardstick. */
  calibration?: Calibration;
  counts: {
    profiles: number;
    individuals: number;
    organizations: number;
    /** NPIs known only as deactivated (no name on file). */
    deactivated: number;
    taxonomy_names: number;
    /**
     * Individuals who were erased since, absent for none: matching counts them as before, so that
     * answers about others stay what they are.
     */
    erased?: number;
  };
}
