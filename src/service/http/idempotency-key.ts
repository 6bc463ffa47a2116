import { createHmac } from "node:crypto";
import type { MatchBatch } from "../../model/contract.ts";

/**
 * The same for the same leads asked in the same way in one run and its resumes, and for nothing
 * else: whoever answered such a question before may give that answer again.
 */
export function idempotencyKey(runKey: string, batch: MatchBatch): string {
  const { context, release, min_confidence, with_profile, explain = false } = batch;
  const way = [context.name_order, context.name_columns, context.prior, release, min_confidence];
  const ids = batch.requests.map(({ id }) => id);
  return createHmac("sha256", runKey)
    .update(JSON.stringify(["match", way, with_profile, explain, ids]))
    .digest("hex");
}
