import type { Restored } from "../../restored.ts";
import { digestOfAdded } from "../chain/change-digest.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { createSuppressionRows } from "../suppressions/suppression-rows.ts";
import { inTransaction } from "../transaction.ts";
import { uniteRequests } from "./unite-requests.ts";
import { uniteCorrections, uniteRecords } from "./unite-sealed.ts";
import { uniteSuppressions } from "./unite-suppressions.ts";

type Tell = (
  ledger: LedgerFile,
  number: number,
  body: Readonly<Record<string, string | number>>,
) => void;

/**
 * Brings into a ledger what another one with the same secret knows that it does not: neither is an
 * earlier state of the other.
 *
 * @param tell writes the event of it, which is a change of suppressions
 */
export function uniteLedgers(ours: LedgerFile, theirs: LedgerFile, tell: Tell): Restored {
  const until = String(theirs.db.get("SELECT at FROM event ORDER BY seq DESC LIMIT 1")?.[0]);
  return inTransaction(ours.db, () => {
    const number = createSuppressionRows(ours.db).number() + 1;
    const { added, keys } = uniteSuppressions(ours, theirs, { until, number });
    const corrections = uniteCorrections(ours, theirs);
    const parts = uniteRecords(ours, theirs);
    const { steps, parted } = uniteRequests(ours, theirs);
    const counts = { suppressions: added, corrections, steps, parted };
    const isNew = added + corrections + parts + steps > 0;
    if (isNew) {
      const rows = digestOfAdded(ours.db, number);
      tell(ours, number, { added, keys, rows, corrections, parts, steps, from: theirs.id });
    }
    return {
      ...{ how: isNew ? "united" : "known", ledger: ours.id, ...counts },
      ...{ notices: 0, disclosures: 0, evidence_lost: 0 },
    };
  });
}
