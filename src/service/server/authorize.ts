import { RateLimiterMemory } from "rate-limiter-flexible";
import type { ApiKey, ApiKeys, Scope } from "../../model/api-key.ts";
import { Problem } from "./problem.ts";

/** Whose key it is that a call comes with; throws Problem where it is nobody's. */
export type Authorize = (authorization: string | undefined, address: string) => Promise<ApiKey>;

const challenge = { "www-authenticate": "Bearer" };

export function createAuthorize(keys: ApiKeys, failedPerMinute: number): Authorize {
  const failures = new RateLimiterMemory({ points: failedPerMinute, duration: 60 });

  /** A key that is right gets in however many wrong ones came from the same address. */
  async function refuse(address: string): Promise<never> {
    try {
      await failures.consume(address);
    } catch (spent) {
      const wait = Math.ceil((spent as { msBeforeNext: number }).msBeforeNext / 1000);
      throw new Problem("too_many_failures", undefined, { "retry-after": `${Math.max(1, wait)}` });
    }
    throw new Problem("key_refused", undefined, challenge);
  }

  return async (authorization, address) => {
    if (authorization === undefined) throw new Problem("key_missing", undefined, challenge);
    const token = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1];
    return (await keys.authenticate(token ?? "")) ?? refuse(address);
  };
}

export function requireScope({ scopes }: ApiKey, scope: Scope | "any"): void {
  if (scope === "any" || scopes.includes(scope)) return;
  throw new Problem("scope_missing", `The key does not have the scope "${scope}".`);
}
