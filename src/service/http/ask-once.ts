import { backoff } from "./backoff.ts";
import { mayBeRetried, type Outcome } from "./failure.ts";
import type { Waiting } from "./waiting.ts";

const attempts = 3;
/** Nobody waits longer at the start, before anything was done, in ms. */
const longestWait = 5000;

/** The first question to a service: asked again only as long as a person would sit and wait. */
export async function askOnce<T>(
  exchange: () => Promise<Outcome<T>>,
  waiting: Waiting,
  random: () => number,
): Promise<Outcome<T>> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await exchange();
    if (outcome.kind === "answered" || !mayBeRetried(outcome)) return outcome;
    const { retryAfter = 0 } = outcome;
    if (attempt >= attempts || retryAfter > longestWait) return outcome;
    const isBusy = outcome.kind === "busy";
    await waiting.sleep(retryAfter > 0 ? retryAfter : backoff(attempt, isBusy, random));
  }
}
