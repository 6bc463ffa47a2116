import type { ApiKeys } from "../../model/api-key.ts";
import type { Disclosures } from "../../model/disclosures.ts";
import type { SearchService } from "../search-service.ts";
import type { CallEntry } from "./call-entry.ts";
import type { Metrics } from "./metrics.ts";

/** What a server stands on; a test hands in its own. */
export interface ServerDeps {
  service: SearchService;
  keys: ApiKeys;
  /** Whether others reach the port: then nobody is answered without a key, if there is one or not. */
  isExposed: boolean;
  disclosures: Disclosures;
  limits: ServerLimits;
  metrics: Metrics;
  /** Told of every call when it has ended. */
  onCall: (entry: CallEntry) => void;
  /** Told of what nobody expected: the name of an error, never its words. */
  onFault: (name: string) => void;
  /** Milliseconds, only ever compared with each other. */
  now: () => number;
  /** Whether it takes no new work any more. */
  isDraining: () => boolean;
  /** Whether a proxy says who calls (`X-Forwarded-For`). */
  behindProxy: boolean;
}

export interface ServerLimits {
  /** Most leads, NPIs or texts in one body. */
  batch: number;
  /** Most bytes of a body. */
  bodyBytes: number;
  /** Wrong keys from one address in a minute, before they are answered 429. */
  failedKeysPerMinute: number;
}

/** Ample for leads with every field filled; a longer body is refused unread. */
const bytesPerItem = 4096;
const bytesAround = 65_536;

export function limitsFor(batch: number): ServerLimits {
  return { batch, bodyBytes: bytesAround + batch * bytesPerItem, failedKeysPerMinute: 20 };
}
