import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import type { ApiKey, ApiKeys, Charge } from "../../model/api-key.ts";
import { Problem } from "./problem.ts";

const windowSeconds = 60;

/** What a key may ask for in a minute and in all. */
export interface Spending {
  /** The `RateLimit` headers of the answer. Throws Problem where the minute is spent. */
  take(key: ApiKey, items: number): Promise<Record<string, string>>;
  /** Throws Problem where the cap does not reach. */
  charge(key: ApiKey, charge: Charge): Promise<void>;
}

export function createSpending(keys: ApiKeys): Spending {
  /** By how much it allows: all keys of one allowance share one limiter, and are told apart in it. */
  const limiters = new Map<number, RateLimiterMemory>();
  const limiterOf = (points: number) => {
    const known = limiters.get(points);
    const limiter = known ?? new RateLimiterMemory({ points, duration: windowSeconds });
    if (known === undefined) limiters.set(points, limiter);
    return limiter;
  };

  return {
    async take({ id, per_minute }, items) {
      if (per_minute === undefined) return {};
      if (items > per_minute) {
        const detail = `The key may ask for ${per_minute} items in a minute, and so in a request.`;
        throw new Problem("batch_too_large", detail);
      }
      const limiter = limiterOf(per_minute);
      try {
        return headersOf(per_minute, await limiter.consume(id, items));
      } catch (spent) {
        // What was refused is not counted, so that a smaller request may still fit.
        const left = await limiter.reward(id, items);
        const { msBeforeNext } = spent as RateLimiterRes;
        throw new Problem("rate_limited", undefined, {
          ...headersOf(per_minute, left),
          "retry-after": `${secondsOf(msBeforeNext)}`,
        });
      }
    },
    async charge({ id }, charge) {
      if ((await keys.charge(id, charge)) === undefined) throw new Problem("quota_exhausted");
    },
  };
}

/** As the IETF's draft on RateLimit headers has them: `q` items in `w` seconds, `r` left for `t` more. */
function headersOf(quota: number, { remainingPoints, msBeforeNext }: RateLimiterRes) {
  return {
    "ratelimit-policy": `"key";q=${quota};w=${windowSeconds}`,
    ratelimit: `"key";r=${Math.max(0, remainingPoints)};t=${secondsOf(msBeforeNext)}`,
  };
}

function secondsOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
