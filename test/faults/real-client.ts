import { createHttpService } from "../../src/service/http/http-service.ts";
import type { SearchService } from "../../src/service/search-service.ts";
import type { ClientOptions } from "./run-through-faults.ts";

/** The program's own client on the harness's clock. */
export function realClient({ url, clock, random, timeouts }: ClientOptions): SearchService {
  return createHttpService({
    url,
    concurrency: 8,
    userAgent: "heartbeat/test",
    env: {},
    now: clock.now,
    date: clock.date,
    sleep: clock.sleep,
    random,
    timeouts,
  });
}
