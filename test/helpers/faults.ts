import type { MatchResult } from "../../src/model/contract.ts";
import { StopError } from "../../src/model/errors.ts";
import { reasonCodes } from "../../src/model/reason.ts";
import type { SearchService } from "../../src/service/search-service.ts";

/** What befalls a service that answers otherwise. */
export interface Faults {
  /** Rows that it fails on, as results of status `error`. */
  fails?: (row: number) => boolean;
  /** The call, 1 = first, in which it stops for good, having answered so many of the batch. */
  stopsAt?: { call: number; answered: number; exitCode?: 4 | 5 } | undefined;
}

/** The service with faults, as the contract has them. */
export function faulty(
  service: SearchService,
  { fails = () => false, stopsAt }: Faults,
): SearchService {
  let calls = 0;
  return {
    ...service,
    async match(batch, options) {
      const call = ++calls;
      if (stopsAt !== undefined && call > stopsAt.call) throw stop(stopsAt.exitCode ?? 5);
      const { results, release } = await service.match(batch, options);
      const told = results.map((result) => (fails(result.id) ? failed(result.id) : result));
      if (call !== stopsAt?.call) return { release, results: told };
      throw stop(stopsAt.exitCode ?? 5, told.slice(0, stopsAt.answered));
    },
  };
}

function failed(id: number): MatchResult {
  const reason = `service_failed: ${reasonCodes.service_failed}`;
  return { id, status: "error", confidence: 0, reason };
}

function stop(exitCode: 4 | 5, answered: readonly MatchResult[] = []): StopError {
  return exitCode === 5
    ? new StopError(5, "service_down", "The service is down.", "Try again later.", answered)
    : new StopError(4, "key_refused", "The key is refused.", "Look at the key.", answered);
}
