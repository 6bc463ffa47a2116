import type { MatchBatch, MatchResponse } from "../model/contract.ts";
import type { Profile } from "../model/profile.ts";
import type { ReleaseInfo } from "../registry/registry.ts";

/**
 * What answers matching requests. The only file of service/ that enrich may see; the
 * implementations are embedded/ (a registry in this process) and, later, HTTP clients.
 * An answer depends on request, context and release, and on nothing else.
 */
export interface SearchService {
  /** Shown in messages, e.g. `registry /data/registry, release 3f2a…`. */
  readonly label: string;
  info(): Promise<ServiceInfo>;
  match(batch: MatchBatch, options: { signal: AbortSignal }): Promise<MatchResponse>;
  /** Same order as asked; undefined for an NPI that is not known (or may not be told). */
  profiles(npis: readonly string[]): Promise<(Profile | undefined)[]>;
  /** How many profiles have this as first name and as surname: settles a list's name order. */
  nameCounts(names: readonly string[]): Promise<{ first: number; last: number }[]>;
  /** Display words of taxonomy codes; an unknown code comes back as itself. */
  specialtyNames(codes: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

export interface ServiceInfo {
  release: string;
  registry: ReleaseInfo;
  /** Prior used when a list is too short to estimate its own. */
  default_prior: number;
}
