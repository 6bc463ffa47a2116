import { backoff } from "./backoff.ts";
import { mayBeRetried, type Outcome } from "./failure.ts";
import type { HttpServiceOptions } from "./http-options.ts";

const attempts = 3;
/** Nobody waits longer at the start, before anything was done, in ms. */
const longestWait = 5000;

/** The first question to a service: asked again only as long as a person would sit and wait. */
export async function askOnce<T>(
  exchange: () => Promise<Outcome<T>>,
  { sleep, random }: Pick<HttpServiceOptions, "sleep" | "random">,
): Promise<Outcome<T>> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await exchange();
    if (outcome.kind === "answered" || !mayBeRetried(outcome)) return outcome;
    const { retryAfter = 0 } = outcome;
    if (attempt >= attempts || retryAfter > longestWait) return outcome;
    const ms = retryAfter > 0 ? retryAfter : backoff(attempt, outcome.kind === "busy", random);
    await sleep(ms, new AbortController().signal);
  }
}
