import { createHttpService } from "../../src/service/http/http-service.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import { type ClientOptions, secrets } from "./run-through-faults.ts";

/** The program's own client on the harness's clock. */
export function realClient(
  { url, clock, random, timeouts }: ClientOptions,
  concurrency = 8,
): SearchService {
  return createHttpService({
    url,
    concurrency,
    userAgent: "heartbeat/test",
    apiKey: secrets.key,
    env: {},
    now: clock.now,
    date: clock.date,
    sleep: clock.sleep,
    random,
    timeouts,
  });
}
