import type { SealedClass } from "../../sealed-store.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { createCorrectionRows, type HashedCorrection } from "../requests/correction-rows.ts";
import { createSealedRows } from "../requests/sealed-rows.ts";

/**
 * Adds corrections of another ledger with the same secret, but for those that were erased here; within
 * a transaction.
 */
export function uniteCorrections(ours: LedgerFile, theirs: LedgerFile): number {
  const [here, there] = [createCorrectionRows(ours), createCorrectionRows(theirs)];
  const known = ours.db.prepare(
    "SELECT value FROM correction WHERE npi = ? AND field = ? AND request = ? AND date = ?",
  );
  const erased = ours.db.prepare(
    "SELECT count(*) FROM event WHERE kind = 'corrections_erased' AND request = ?",
  );
  const all = "SELECT npi, field, value, request, date FROM correction ORDER BY id";
  const missing = new Map<string, HashedCorrection[]>();
  for (const [npi, fieldCell, sealed, requestCell, dateCell] of theirs.db.prepare(all).all()) {
    const hash = Buffer.from(npi as Uint8Array);
    const [field, request, date] = [String(fieldCell), String(requestCell), String(dateCell)];
    if (erased.get(request)?.[0] !== 0) continue;
    const value = there.open(hash, field, request, sealed);
    const isKnown = known
      .all(hash, field, request, date)
      .some(([ourSealed]) => here.open(hash, field, request, ourSealed) === value);
    if (isKnown) continue;
    const others = missing.get(request) ?? [];
    missing.set(request, [...others, { npi: hash, field, value, date }]);
  }
  for (const [request, corrections] of missing) here.add(request, corrections);
  return [...missing.values()].flat().length;
}

/**
 * Adds what else is kept of requests, but for evidence, which no backup holds, and for records that
 * were shredded here.
 */
export function uniteRecords(ours: LedgerFile, theirs: LedgerFile): number {
  const [here, there] = [createSealedRows(ours), createSealedRows(theirs)];
  const places =
    "SELECT DISTINCT request, class, purpose FROM sealed WHERE class <> 'evidence' ORDER BY 1, 2, 3";
  const shredded = ours.db.prepare(
    "SELECT count(*) FROM event WHERE kind = 'shredded' AND request = ? AND body ->> 'class' = ?",
  );
  let added = 0;
  for (const [requestCell, classCell, purpose] of theirs.db.prepare(places).all()) {
    const [request, sealedClass] = [String(requestCell), String(classCell) as SealedClass];
    if (shredded.get(request, sealedClass)?.[0] !== 0) continue;
    const place = { request, class: sealedClass, purpose: String(purpose) };
    const known = here.partsOf(place);
    for (const bytes of there.partsOf(place)) {
      if (known.some((one) => one.equals(bytes))) continue;
      here.add({ ...place, bytes });
      added++;
    }
  }
  return added;
}
