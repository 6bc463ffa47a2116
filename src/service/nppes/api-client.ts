import { createCaller } from "../http/caller.ts";
import { createDispatcher } from "../http/dispatcher.ts";
import { exchange } from "../http/exchange.ts";
import type { Outcome } from "../http/failure.ts";
import { defaultTimeouts, type HttpServiceOptions } from "../http/http-options.ts";
import type { Waiting } from "../http/waiting.ts";
import { type ApiAnswer, type ApiResult, apiAnswerSchema } from "./api-answer.ts";
import { type ApiQuery, PAGE, toParameters } from "./api-query.ts";
import type { Page } from "./gather.ts";
import { toProfile } from "./to-profile.ts";

export const nppesAddress = "https://npiregistry.cms.hhs.gov/api/";

/**
 * Calls a second. CMS publishes no limit and asks for none to be strained; a person who clicks
 * through its own search page makes one or two.
 */
export const PER_SECOND = 3;

export type ApiClientOptions = Pick<
  HttpServiceOptions,
  "concurrency" | "userAgent" | "env" | "now" | "date" | "random" | "onEvent" | "timeouts"
> & {
  /** Another address than that of CMS. */
  url: URL | undefined;
  /** The service, in messages. */
  label: string;
};

/** The API as questions and outcomes; retries, pace and breaker are those of every service. */
export interface ApiClient {
  /** Costs the API nothing: it is told what it was not asked. */
  hello(): Promise<Outcome<ApiAnswer>>;
  find(query: ApiQuery, skip: number, waiting: Waiting): Promise<Outcome<Page>>;
  /** Fires when the API will answer nothing more. */
  stopped: AbortSignal;
  close(): Promise<void>;
}

/** Bytes of the longest page that is read: a result has a few thousand. */
const longestPage = 16 << 20;

function toPage(results: readonly ApiResult[], unread: number): Page {
  return {
    profiles: results.map(toProfile),
    isFull: results.length + unread >= PAGE,
    isRead: unread === 0,
  };
}

export function createApiClient(options: ApiClientOptions): ApiClient {
  const { label, concurrency, now, random, onEvent, env, date, userAgent } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const base = options.url ?? new URL(nppesAddress);
  const dispatcher = createDispatcher(base, env, timeouts.connect);
  const deps = { dispatcher, date, headers: { "user-agent": userAgent } };
  const caller = createCaller({
    ...{ label, concurrency, now, random, onEvent },
    perSecond: () => PER_SECOND,
  });

  async function get(
    parameters: URLSearchParams,
    signal?: AbortSignal,
  ): Promise<Outcome<ApiAnswer>> {
    const url = new URL(base);
    url.search = parameters.toString();
    const question = {
      ...{ url, schema: apiAnswerSchema, timeout: timeouts.whole, signal },
      longest: longestPage,
    };
    const outcome = await exchange<ApiAnswer>(question, deps);
    // There is no key and no account: a gatekeeper on the way says so, and may think better of it.
    return outcome.kind === "key_refused" || outcome.kind === "quota_exhausted"
      ? { ...outcome, kind: "failed" }
      : outcome;
  }

  return {
    hello: () => get(new URLSearchParams({ version: "2.1" })),
    find: (query, skip, waiting) =>
      caller.call(
        async (): Promise<Outcome<Page>> => {
          const outcome = await get(toParameters(query, skip), waiting.signal);
          if (outcome.kind !== "answered") return outcome;
          const { value } = outcome;
          return value.kind === "results"
            ? { kind: "answered", value: toPage(value.results, value.unread) }
            : { kind: "refused", cause: `error ${value.numbers.join(", ")} of the API` };
        },
        { waiting },
      ),
    stopped: caller.stopped,
    async close() {
      caller.close();
      await dispatcher.destroy();
    },
  };
}
