import type { MatchBatch, MatchRequest } from "../../src/model/contract.ts";
import type { HttpServiceOptions } from "../../src/service/http/http-options.ts";
import { createHttpService } from "../../src/service/http/http-service.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { virtualClock } from "./virtual-clock.ts";

/** The client as a run has it, but for a clock that nobody has to wait for. */
export function httpService(url: string, options: Partial<HttpServiceOptions> = {}): SearchService {
  const clock = virtualClock();
  return createHttpService({
    url: new URL(url),
    concurrency: 8,
    userAgent: "heartbeat/test",
    env: {},
    now: clock.now,
    date: () => new Date("2026-01-20T09:30:00Z"),
    sleep: clock.sleep,
    random: () => 0.5,
    ...options,
  });
}

export function batchOf(requests: readonly MatchRequest[], more: Partial<MatchBatch> = {}) {
  return {
    context: { name_order: "first_last", prior: 0.8 },
    min_confidence: 0.95,
    with_profile: true,
    requests,
    ...more,
  } as const satisfies MatchBatch;
}

/** Leads that differ in nothing but their names. */
export function leads(count: number, from = 1): MatchRequest[] {
  return Array.from({ length: count }, (_, i) => ({
    id: from + i,
    name: { full: `Ada Exemplar${from + i}` },
    state: "IL",
  }));
}
