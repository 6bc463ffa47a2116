import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  type LedgerFile,
  type LedgerWorld,
  openLedger,
} from "../../src/ledger/sqlite/ledger-file.ts";
import { createCorrectionStore } from "../../src/ledger/sqlite/requests/sqlite-correction-store.ts";
import { createSealedStore } from "../../src/ledger/sqlite/requests/sqlite-sealed-store.ts";
import { createSuppressionStore } from "../../src/ledger/sqlite/suppressions/sqlite-suppression-store.ts";
import type { NewSuppression } from "../../src/ledger/suppression-store.ts";
import { subjectKeysOf } from "../../src/normalize/keys/subject-keys.ts";
import { npiOf } from "../helpers/profiles.ts";

export const world: LedgerWorld = {
  now: () => new Date("2026-01-20T09:30:00Z"),
  random: randomBytes,
  actor: "tester",
};

export async function openLedgerIn(folder: string, given = world): Promise<LedgerFile> {
  await mkdir(folder, { recursive: true });
  return openLedger(join(folder, "ledger.db"), join(folder, "ledger.key"), given);
}

/** The suppression of an invented person, who has an NPI and a telephone. */
export function suppressionOf(n: number, source = "former clients"): NewSuppression {
  const phone = `512555${String(n).padStart(4, "0")}`;
  return {
    ...{ reason: "own_list", channel: "list", source, date: "2026-01-20", reversible: true },
    keys: subjectKeysOf({ npi: npiOf(n), phones: [phone] }),
  };
}

export function keysOf(n: number) {
  return subjectKeysOf({ npi: npiOf(n) });
}

/** The same, that stays open. */
export async function fill(ledger: LedgerFile): Promise<void> {
  const suppressions = createSuppressionStore(ledger);
  await suppressions.add([1, 2, 3].map((n) => suppressionOf(n)));
  await suppressions.add([suppressionOf(4)]);
  await suppressions.remove(keysOf(2));
  const corrections = createCorrectionStore(ledger);
  const correction = { npi: npiOf(5), date: "2026-01-20" };
  await corrections.add("request-1", [
    { ...correction, field: "name.last", value: "Quillfeather" },
    { ...correction, field: "practice.phone", value: "5125550155" },
  ]);
  const sealed = createSealedStore(ledger);
  const identity = { class: "evidence", purpose: "identity" } as const;
  await sealed.seal([
    { request: "request-1", ...identity, bytes: Buffer.from("a passport of somebody") },
    { request: "request-1", class: "business", purpose: "answer", bytes: Buffer.from("an answer") },
    { request: "request-2", ...identity, bytes: Buffer.from("a licence of somebody") },
  ]);
  await sealed.shred("request-2", "evidence");
  await suppressions.add([suppressionOf(6, "another list")]);
}

/** Nothing of it is in the log any more. */
export function settle({ db }: LedgerFile): void {
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}
