import type { ToldRows } from "../chain/told-rows.ts";
import type { LedgerFile } from "../ledger-file.ts";

/**
 * Says of every request that had evidence, none of which a backup holds, that it is gone; within a
 * transaction. What is left of it in this file goes with it.
 *
 * @returns of how many requests
 */
export function loseEvidence({ db, chain }: LedgerFile, told: ToldRows): number {
  const whole = db.prepare("SELECT wrapped FROM data_key WHERE request = ? AND class = 'evidence'");
  let lost = 0;
  for (const { request, class: sealedClass, parts } of told.sealed()) {
    if (sealedClass !== "evidence" || whole.get(request) !== undefined) continue;
    chain.append({ kind: "evidence_lost", request, body: { parts: parts.length } });
    lost++;
  }
  return lost;
}
