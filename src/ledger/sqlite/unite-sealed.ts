import { createCorrectionRows, type HashedCorrection } from "./correction-rows.ts";
import type { LedgerFile } from "./ledger-file.ts";
import { createSealedRows } from "./sealed-rows.ts";

/** Adds corrections of another ledger with the same secret; within a transaction. */
export function uniteCorrections(ours: LedgerFile, theirs: LedgerFile): number {
  const [here, there] = [createCorrectionRows(ours), createCorrectionRows(theirs)];
  const known = ours.db.prepare(
    "SELECT value FROM correction WHERE npi = ? AND field = ? AND request = ? AND date = ?",
  );
  const all = "SELECT npi, field, value, request, date FROM correction ORDER BY id";
  const missing = new Map<string, HashedCorrection[]>();
  for (const [npi, fieldCell, sealed, requestCell, dateCell] of theirs.db.prepare(all).all()) {
    const hash = Buffer.from(npi as Uint8Array);
    const [field, request, date] = [String(fieldCell), String(requestCell), String(dateCell)];
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

/** Adds what else is kept of requests, but for evidence, which no backup holds. */
export function uniteBusiness(ours: LedgerFile, theirs: LedgerFile): number {
  const [here, there] = [createSealedRows(ours), createSealedRows(theirs)];
  const places =
    "SELECT DISTINCT request, purpose FROM sealed WHERE class = 'business' ORDER BY 1, 2";
  let added = 0;
  for (const [request, purpose] of theirs.db.prepare(places).all()) {
    const place = {
      ...{ request: String(request), purpose: String(purpose), class: "business" as const },
    };
    const known = here.partsOf(place);
    for (const bytes of there.partsOf(place)) {
      if (known.some((one) => one.equals(bytes))) continue;
      here.add({ ...place, bytes });
      added++;
    }
  }
  return added;
}
