import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  HeartbeatError,
  InputError,
  ServiceError,
  systemErrorCode,
  UsageError,
} from "../../../model/errors.ts";
import { takeLock } from "../../../store/process-lock.ts";
import { openSqlite } from "../../../store/sqlite.ts";
import {
  type BackupManifest,
  backedUpFiles,
  manifestName,
  sealManifest,
} from "../../backup-manifest.ts";
import { hashDurably, syncFolder, writeDurably } from "../../durable-files.ts";
import { type LedgerFile, ledgerForm } from "../ledger-file.ts";
import { openLedgerFile } from "../open-ledger-file.ts";
import { digestOf } from "../requests/data-keys.ts";
import { inTransaction } from "../transaction.ts";

export interface BackupWorld {
  now: () => Date;
  /** Who copies, for whoever finds that somebody is at it. */
  pid: number;
}

/**
 * Copies of the ledger's files in a new folder (0700, files 0600), each of one moment, without
 * evidence and its keys and without the secret. The folder gets its name when all is on the disk. What
 * killed ones left in the same place is removed. One at a time.
 */
export async function backupLedger(
  ledger: LedgerFile,
  target: string,
  { now, pid }: BackupWorld,
): Promise<BackupManifest> {
  const { path } = ledger.db;
  const locking = await takeLock(`${path}.copying.lock`, { pid, since: now().toISOString() });
  if (!("lock" in locking)) throw underWay(path);
  try {
    return await copyWhole(ledger, target, now);
  } catch (error) {
    throw notWritable(target, error);
  } finally {
    locking.lock.release();
  }
}

async function copyWhole(
  ledger: LedgerFile,
  target: string,
  now: () => Date,
): Promise<BackupManifest> {
  if (existsSync(target)) throw exists(target);
  removeHalfCopies(ledger, target);
  const folder = `${target}${endOfHalfCopies(ledger)}`;
  mkdirSync(folder, { mode: 0o700 });
  try {
    const manifest = await copyInto(folder, ledger, now);
    if (existsSync(target)) throw exists(target);
    renameSync(folder, target);
    syncFolder(dirname(target));
    const body = { manifest: digestOf(Buffer.from(textOf(manifest))) };
    inTransaction(ledger.db, () => ledger.chain.append({ kind: "backed_up", request: "", body }));
    return manifest;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function copyInto(
  folder: string,
  ledger: LedgerFile,
  now: () => Date,
): Promise<BackupManifest> {
  await copyLedger(ledger, join(folder, "ledger.db"));
  const source = dirname(ledger.db.path);
  for (const name of backedUpFiles) {
    if (name === "ledger.db" || !existsSync(join(source, name))) continue;
    await copyBeside(join(source, name), join(folder, name));
  }
  const manifest = sealManifest(ledger.secret, {
    ...{ schema_version: 1, kind: "heartbeat ledger", ledger: ledger.id },
    made_at: now().toISOString(),
    files: backedUpFiles
      .filter((name) => existsSync(join(folder, name)))
      .map((name) => ({ name, ...hashDurably(join(folder, name)) })),
  });
  writeDurably(join(folder, manifestName), textOf(manifest));
  syncFolder(folder);
  return manifest;
}

function textOf(manifest: BackupManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Tells copies of this ledger from whatever else is in a folder of backups. */
function endOfHalfCopies({ id }: LedgerFile): string {
  return `.${id}.tmp`;
}

function removeHalfCopies(ledger: LedgerFile, target: string): void {
  const place = dirname(target);
  if (!existsSync(place)) return;
  for (const name of readdirSync(place)) {
    if (!name.endsWith(endOfHalfCopies(ledger))) continue;
    rmSync(join(place, name), { recursive: true, force: true });
  }
}

/** Row by row: a copy of the whole file would have evidence on its pages for a while. */
async function copyLedger({ db }: LedgerFile, path: string): Promise<void> {
  const copy = await openLedgerFile(path, ledgerForm);
  try {
    copy.prepare("ATTACH ? AS source").run(db.path);
    inTransaction(copy, () => {
      for (const table of ledgerForm.tables) {
        const isSealed = table === "sealed" || table === "data_key";
        const left = isSealed ? "WHERE class <> 'evidence'" : "";
        copy.exec(`INSERT INTO main.${table} SELECT * FROM source.${table} ${left}`);
      }
    });
    copy.exec("DETACH source; PRAGMA journal_mode=DELETE");
  } finally {
    copy.close();
  }
}

async function copyBeside(from: string, to: string): Promise<void> {
  closeSync(openSync(to, "wx", 0o600));
  const db = await openSqlite(from, { store: "ledger", mode: "write" });
  try {
    db.prepare("VACUUM INTO ?").run(to);
  } finally {
    db.close();
  }
}

function underWay(path: string): ServiceError {
  return new ServiceError(
    "ledger_locked",
    `A backup of ${path} is being written already.`,
    "Wait until that has finished, then try again.",
  );
}

function exists(target: string): UsageError {
  return new UsageError(
    "output_exists",
    `${target} exists already.`,
    "Name a folder that does not: a backup is never written over another.",
  );
}

function notWritable(target: string, error: unknown): unknown {
  if (error instanceof HeartbeatError) return error;
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  return new InputError(
    "backup_not_writable",
    `The backup ${basename(target)} cannot be written in ${dirname(target)} (${code}).`,
    "Check that the folder is there and may be written, and that there is space.",
  );
}
