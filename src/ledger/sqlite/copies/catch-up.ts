import type { ToldRows } from "../chain/told-rows.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { loseEvidence } from "./lose-evidence.ts";

/** Tables that are one with the chain. */
const followed = ["event", "head", "ledger", "suppression", "suppression_key", "correction"];

/**
 * Brings a ledger to a later state of itself, whose file is attached as `theirs`; within a
 * transaction. Evidence that is here stays, unless it was shredded since.
 *
 * @param told by the later state's chain
 * @returns of how many requests the evidence is gone
 */
export function catchUp(ledger: LedgerFile, told: ToldRows): number {
  const { db } = ledger;
  for (const table of followed) {
    db.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM theirs.${table}`);
  }
  for (const table of ["data_key", "sealed"]) {
    db.exec(
      `DELETE FROM main.${table} WHERE class <> 'evidence';
       INSERT INTO main.${table} SELECT * FROM theirs.${table}`,
    );
  }
  keepEvidence(ledger, told);
  return loseEvidence(ledger, told);
}

/** What the chain tells of and is here whole; all other evidence goes. */
function keepEvidence({ db }: LedgerFile, told: ToldRows): void {
  const count = db.prepare("SELECT count(*) FROM sealed WHERE request = ? AND class = 'evidence'");
  const kept = [...told.sealed()].filter(
    ({ request, class: sealedClass, parts }) =>
      sealedClass === "evidence" && count.get(request)?.[0] === parts.length,
  );
  const names = JSON.stringify(kept.map(({ request }) => request));
  for (const table of ["data_key", "sealed"]) {
    db.prepare(
      `DELETE FROM ${table} WHERE class = 'evidence'
       AND request NOT IN (SELECT value FROM json_each(?))`,
    ).run(names);
  }
}
