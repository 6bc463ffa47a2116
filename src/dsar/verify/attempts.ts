import type { RequestStore } from "../../ledger/request-store.ts";
import { RefusedError } from "../../model/errors.ts";
import type { RightsRequest } from "../request.ts";

/** How often claims may fail, of one request and of all that are about one profile; no setting. */
export const mostFailures = 3;

const days = 30;
const dayMs = 24 * 60 * 60 * 1000;

type Store = Pick<RequestStore, "referenceTo" | "ofKind">;

/** Whom failed claims were about, by references that only this ledger can make. */
export function referencesTo(store: Store, npis: readonly string[]): string {
  return npis.map((npi) => store.referenceTo(npi)).join(",");
}

/**
 * Refuses claims where too many have failed: those of the request, whenever that was, and those of
 * every request about the same profiles in the last 30 days, so that a new one gives no new guesses.
 */
export async function requireAttempts(
  store: Store,
  request: RightsRequest,
  npis: readonly string[],
  now: Date,
): Promise<void> {
  const since = new Date(now.getTime() - days * dayMs).toISOString();
  const failed = await store.ofKind("claims_failed", since);
  const about = failed.map(({ body }) => new Set(String(body.profiles).split(",")));
  const counts = npis.map((npi) => {
    const reference = store.referenceTo(npi);
    return about.filter((profiles) => profiles.has(reference)).length;
  });
  if (Math.max(request.failures, ...counts) < mostFailures) return;
  throw new RefusedError(
    "verification_locked",
    "No more claims are taken: too many have failed.",
    `After ${mostFailures} failures a request takes no more, nor does another about the same person for ${days} days. Next: heartbeat dsar deny --id ${request.id}`,
  );
}
