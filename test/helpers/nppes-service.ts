import {
  createNppesService,
  type NppesServiceOptions,
} from "../../src/service/nppes/nppes-service.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { virtualClock } from "./virtual-clock.ts";

/** The service as a run has it, but for a clock that nobody has to wait for. */
export function nppesService(
  url: string,
  options: Partial<NppesServiceOptions> = {},
): SearchService {
  const clock = virtualClock();
  return createNppesService({
    url: new URL(url),
    concurrency: 4,
    userAgent: "heartbeat/test",
    env: {},
    now: clock.now,
    date: () => new Date("2026-01-20T09:30:00Z"),
    sleep: clock.sleep,
    random: () => 0.5,
    ...options,
  });
}
