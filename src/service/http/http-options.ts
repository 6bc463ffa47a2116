import type { ServiceEvent } from "../search-service.ts";

/** The world outside, handed in: no clock, no chance and no environment of its own. */
export interface HttpServiceOptions {
  /** Where `/v1` is; a path is kept: `https://example.org/heartbeat/`. */
  url: URL;
  /** Sent as a Bearer token. */
  apiKey?: string | undefined;
  /** Calls at the same time, at most. */
  concurrency: number;
  /** Of questions that bring none: 32 hex digits; without it one that is made up. */
  runKey?: string | undefined;
  /** `heartbeat/1.2.3` */
  userAgent: string;
  /** Where proxies are read from: HTTPS_PROXY and NO_PROXY. */
  env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds on a clock that only goes forward. */
  now: () => number;
  /** The time of day, for a `Retry-After` that is a date. */
  date: () => Date;
  /** Rejects as soon as the signal fires. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 ≤ x < 1 */
  random: () => number;
  onEvent?: ((event: ServiceEvent) => void) | undefined;
  timeouts?: Partial<Timeouts> | undefined;
}

/** Real time, in ms: how long one exchange may take before it counts as lost. */
export interface Timeouts {
  /** Until there is a connection. */
  connect: number;
  /** From the beginning to the last byte of the answer … */
  whole: number;
  /** … and so much more for each lead or item that is asked about. */
  perItem: number;
}

export const defaultTimeouts: Timeouts = { connect: 8000, whole: 15_000, perItem: 30 };
