import type { MatchBatch, MatchResponse } from "../model/contract.ts";
import type { Profile } from "../model/profile.ts";
import type { SearchAnswer, SearchQuery } from "../model/search.ts";
import type { ReleaseInfo } from "../registry/registry.ts";

/**
 * What answers matching requests. The only file of service/ that enrich may see; the
 * implementations are embedded/ (a registry in this process), http/ (any server of the `/v1`
 * contract) and nppes/ (the public NPPES API).
 * An answer depends on request, context and release, and on nothing else.
 */
export interface SearchService {
  /** Shown in messages, e.g. `registry /data/registry, release 3f2a…`. */
  readonly label: string;
  readonly traits: ServiceTraits;
  info(): Promise<ServiceInfo>;
  /**
   * One result per request. A row that the service fails on is a result of status `error`. Throws
   * StopError when nothing more will be answered in this run, ServiceError when the answers cannot
   * be used, InterruptedError when `drain` or `signal` fires first.
   */
  match(batch: MatchBatch, options: MatchOptions): Promise<MatchResponse>;
  /** Same order as asked; undefined for an NPI that is not known (or may not be told). */
  profiles(npis: readonly string[]): Promise<(Profile | undefined)[]>;
  /** How many profiles have this as first name and as surname: settles a list's name order. */
  nameCounts(names: readonly string[]): Promise<{ first: number; last: number }[]>;
  /** Display words of taxonomy codes; an unknown code comes back as itself. */
  specialtyNames(codes: readonly string[]): Promise<string[]>;
  /** Who fits; absent where only leads are answered. Throws UsageError for filters that say nothing. */
  search?(query: SearchQuery, options: MatchOptions): Promise<SearchAnswer>;
  /** The smallest call there is, about nobody and never from memory; absent where the word for a specialty is one. */
  probe?(): Promise<void>;
  close(): Promise<void>;
}

export interface MatchOptions {
  /** Ends everything at once. */
  signal: AbortSignal;
  /** Begin nothing new: what is on its way may still arrive, what waits to be sent again may not. */
  drain?: AbortSignal;
}

/** What a service says of itself while it is asked: numbers and fixed words, nothing of any lead. */
export type ServiceEvent =
  /** A request came to nothing and is sent again after so long. */
  | { kind: "retry"; cause: ServiceTrouble; attempt: number; wait_ms: number }
  /** Nothing at all is sent for so long. */
  | { kind: "pause"; cause: ServiceTrouble; wait_ms: number }
  /** Fewer requests than before are under way at a time. */
  | { kind: "slow_down"; concurrency: number };

/** It asks for fewer requests, fails, does not answer, or gives what is no answer. */
export type ServiceTrouble = "busy" | "failed" | "no_answer" | "unusable";

export interface ServiceTraits {
  /** In this process: asking costs nothing, and profiles can be read again at any time. */
  local: boolean;
  /** Knows how common names are, so that a list's context can be estimated. */
  counts: boolean;
}

export interface ServiceLimits {
  /** Most leads in one request. */
  batch?: number | undefined;
  /** Most requests (HTTP) a second. */
  per_second?: number | undefined;
  /** Most requests that one lead takes, where one is not enough for many. */
  per_lead?: number | undefined;
  /** Leads that the account may still ask; absent without an end. */
  remaining?: number | undefined;
}

export interface ServiceInfo {
  release: string;
  registry: ReleaseInfo;
  limits?: ServiceLimits | undefined;
  /** Prior used when a list is too short to estimate its own. */
  default_prior: number;
}
