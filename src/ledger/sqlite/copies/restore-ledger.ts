import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { HeartbeatError, ServiceError, systemErrorCode } from "../../../model/errors.ts";
import { takeLock } from "../../../store/process-lock.ts";
import { openSqlite, type SqliteDatabase } from "../../../store/sqlite.ts";
import { syncFolder } from "../../durable-files.ts";
import { ledgerNotWritable } from "../../ledger-error.ts";
import type { Refused, Restored } from "../../restored.ts";
import { putInPlace } from "../../secret-file.ts";
import { auditLedger } from "../chain/audit-ledger.ts";
import { type LedgerFile, type LedgerWorld, openMadeLedger } from "../ledger-file.ts";
import { knownSecret } from "../settle-secret.ts";
import { createSuppressionRows } from "../suppressions/suppression-rows.ts";
import { inTransaction } from "../transaction.ts";
import { catchUp } from "./catch-up.ts";
import { loseEvidence } from "./lose-evidence.ts";
import { type OpenBackup, openBackup } from "./open-backup.ts";
import { uniteDisclosures, uniteNotices } from "./unite-beside.ts";
import { uniteLedgers } from "./unite-ledgers.ts";

export interface RestoreOptions {
  /** The backup. */
  from: string;
  /** Where the ledger is, or shall be; its folder is there. */
  path: string;
  keyFile: string;
  world: LedgerWorld;
  /** Who restores, for whoever finds that somebody is at it. */
  pid: number;
}

type Told = ReturnType<typeof auditLedger>;

const nothing = {
  ...{ suppressions: 0, corrections: 0, steps: 0, parted: [] },
  ...{ notices: 0, disclosures: 0, evidence_lost: 0 },
};

/**
 * Puts a backup in the place of a ledger that is lost, or unites it with the one that is there.
 * Nothing that is in force is lifted, the suppression number never goes back, and shredded evidence
 * does not come back. What a killed one leaves is finished by the next. One at a time.
 */
export async function restoreLedger(options: RestoreOptions): Promise<Restored | Refused> {
  try {
    return await restoreAlone(options);
  } catch (error) {
    if (error instanceof HeartbeatError || systemErrorCode(error) === undefined) throw error;
    throw ledgerNotWritable(options.path, error);
  }
}

async function restoreAlone(options: RestoreOptions): Promise<Restored | Refused> {
  const { from, path, keyFile, world, pid } = options;
  const holder = { pid, since: world.now().toISOString() };
  const locking = await takeLock(`${path}.restoring.lock`, holder);
  if (!("lock" in locking)) throw underWay(path);
  const folder = `${path}.restoring`;
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    const backup = await openBackup(from, folder, keyFile, world);
    if ("spoilt" in backup) return refused({ files: backup.spoilt });
    try {
      return await restore(backup, options);
    } finally {
      backup.ledger.db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    locking.lock.release();
  }
}

function underWay(path: string): ServiceError {
  return new ServiceError(
    "ledger_locked",
    `A backup is being restored to ${path} already.`,
    "Wait until that has finished, then try again.",
  );
}

function changedMeanwhile(path: string): ServiceError {
  return new ServiceError(
    "ledger_locked",
    `${path} was changed while its backup was read; nothing was restored.`,
    "Try again.",
  );
}

function refused(why: Partial<Refused>): Refused {
  return { files: [], backup: [], present: [], ...why };
}

async function restore(backup: OpenBackup, options: RestoreOptions): Promise<Restored | Refused> {
  const { path, keyFile, world } = options;
  const told = auditLedger(backup.ledger, { withoutEvidence: true });
  if (told.findings.length > 0) return refused({ backup: told.findings });
  // An empty one is of a maker that was killed.
  const isThere = existsSync(path) && statSync(path).size > 0;
  if (!isThere) {
    const beside = await restoreBeside(backup, options);
    return { ...(await place(backup, told, path)), ...beside };
  }
  const ledger = await openMadeLedger(path, keyFile, world);
  try {
    const present = auditLedger(ledger);
    if (present.findings.length > 0) return refused({ present: present.findings });
    const restored = bring(ledger, present, backup, told);
    return { ...restored, ...(await restoreBeside(backup, options)) };
  } finally {
    ledger.db.close();
  }
}

/** The copy becomes the ledger when all is in it. */
async function place({ ledger }: OpenBackup, { told }: Told, path: string): Promise<Restored> {
  const { db } = ledger;
  const lost = inTransaction(db, () => {
    const evidence_lost = loseEvidence(ledger, told);
    tell(ledger, told.number() + 1, { evidence_lost });
    return evidence_lost;
  });
  db.exec("PRAGMA journal_mode=DELETE");
  const from = db.path;
  db.close();
  // The log of the one that was lost would be read as this one's.
  for (const end of ["-wal", "-shm", "-journal"]) rmSync(`${path}${end}`, { force: true });
  // One that is empty is replaced; one that came meanwhile is not.
  if (existsSync(path)) renameSync(from, path);
  else putInPlace(from, path);
  syncFolder(dirname(path));
  return { how: "placed", ledger: ledger.id, ...nothing, evidence_lost: lost };
}

/** A change of its own, so that every registry looks again. */
function tell(
  { db, chain }: LedgerFile,
  number: number,
  body: Readonly<Record<string, string | number>>,
): void {
  createSuppressionRows(db).setNumber(number);
  chain.append({ kind: "restored", request: "", body: { number, ...body } });
}

function bring(ledger: LedgerFile, present: Told, backup: OpenBackup, told: Told): Restored {
  const { db, id } = ledger;
  const theirs = backup.ledger;
  const last = Math.min(present.events, told.events);
  const isOneChain = hashAt(db, last) === hashAt(theirs.db, last);
  if (isOneChain && present.events >= told.events) {
    return { how: "known", ledger: id, ...nothing };
  }
  if (!isOneChain) return uniteLedgers(ledger, theirs, tell);
  db.prepare("ATTACH ? AS theirs").run(theirs.db.path);
  try {
    return inTransaction(db, () => {
      if (ledger.chain.next() !== present.events + 1) throw changedMeanwhile(db.path);
      const evidence_lost = catchUp(ledger, told.told);
      tell(ledger, told.told.number() + 1, { evidence_lost });
      return { how: "caught_up", ledger: id, ...nothing, evidence_lost };
    });
  } finally {
    db.exec("DETACH theirs");
  }
}

function hashAt(db: SqliteDatabase, seq: number): unknown {
  return db.get("SELECT hash FROM event WHERE seq = ?", seq)?.[0];
}

/** The files beside: put there where there are none, united where there are, but for API keys. */
async function restoreBeside(
  { fileOf }: OpenBackup,
  { path: ledger, keyFile }: RestoreOptions,
): Promise<{ notices: number; disclosures: number }> {
  const folder = dirname(ledger);
  const unite = { "channels.db": uniteNotices, "disclosures.db": uniteDisclosures } as const;
  const counts = { "channels.db": 0, "disclosures.db": 0 };
  for (const name of ["channels.db", "disclosures.db", "keys.db"] as const) {
    const copy = fileOf(name);
    const path = join(folder, name);
    if (copy === undefined) continue;
    if (!existsSync(path)) {
      putInPlace(copy, path);
      syncFolder(folder);
    } else if (name !== "keys.db") {
      const db = await openSqlite(path, { store: "ledger", mode: "write" });
      try {
        knownSecret(db, keyFile);
        counts[name] = unite[name](db, copy);
      } finally {
        db.close();
      }
    }
  }
  return { notices: counts["channels.db"], disclosures: counts["disclosures.db"] };
}
