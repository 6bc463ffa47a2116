import type { MatchRequest, MatchResult } from "../../model/contract.ts";
import type { Profile } from "../../model/profile.ts";
import { reasonCodes } from "../../model/reason.ts";
import type { SearchService } from "../../service/search-service.ts";
import { createNameReader } from "./confirming.ts";

/** A service in this process, and which rows it is asked about as they were. */
export interface ConfirmingService {
  service: SearchService;
  /** Rows whose request is an NPI with the name that was on file (confirming.ts). */
  confirms(row: number): void;
}

/**
 * Answers those rows from their profiles alone where the name on file is letter for letter what it
 * was; all others are asked about as ever. For a registry in this process, where a profile costs
 * less than an answer; whoever may not be told has no profile.
 *
 * @param release that the run is of, and the service has open
 */
export function confirmByProfile(service: SearchService, release: string): ConfirmingService {
  const rows = new Set<number>();
  return {
    confirms: (row) => void rows.add(row),
    service: {
      ...service,
      async match(batch, options) {
        const asked = batch.requests.filter(({ id }) => rows.delete(id));
        if (asked.length === 0) return service.match(batch, options);
        const profiles = await service.profiles(asked.map(({ npi = "" }) => npi));
        const results = new Map(
          asked.flatMap((request, i): [number, MatchResult][] => {
            const result = resultOf(request, profiles[i]);
            return result === undefined ? [] : [[request.id, result]];
          }),
        );
        const open = batch.requests.filter(({ id }) => !results.has(id));
        if (open.length === 0) return { release, results: [...results.values()] };
        const answered = await service.match({ ...batch, requests: open }, options);
        for (const result of answered.results) results.set(result.id, result);
        const inOrder = batch.requests.map(({ id }) => results.get(id) as MatchResult);
        return { release: answered.release, results: inOrder };
      },
    },
  };
}

function resultOf(
  { id, npi, name = {} }: MatchRequest,
  profile: Profile | undefined,
): MatchResult | undefined {
  if (npi === undefined || profile === undefined || !confirms(profile, name)) return undefined;
  const reason = `npi_name: ${reasonCodes.npi_name}`;
  return { id, status: "matched", npi, confidence: 1, reason, matched_on: "npi", profile };
}

/**
 * Whether cells that were filled from a profile would be confirmed by it.
 *
 * @param fields the profile columns
 */
export function createConfirmed(
  fields: readonly string[],
): (cells: readonly string[], profile: Profile) => boolean {
  const nameIn = createNameReader(fields);
  return (cells, profile) => {
    const name = nameIn(cells);
    return name !== undefined && confirms(profile, name);
  };
}

/** @param was the name on file before */
function confirms(
  { name, replacement_npi }: Pick<Profile, "name" | "replacement_npi">,
  was: NonNullable<MatchRequest["name"]>,
): boolean {
  return replacement_npi === undefined && isSameName(name, was);
}

/** Not every list has a column for suffixes. */
function isSameName(now: Profile["name"], was: NonNullable<MatchRequest["name"]>): boolean {
  const parts = ["first", "middle", "last"] as const;
  const isSuffixSame = was.suffix === undefined || was.suffix === now.suffix;
  return isSuffixSame && parts.every((part) => now[part] === was[part]);
}
