import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError, systemErrorCode, UsageError } from "../../model/errors.ts";
import { openSqlite } from "../../store/sqlite.ts";
import {
  type BackupManifest,
  backedUpFiles,
  manifestName,
  sealManifest,
} from "../backup-manifest.ts";
import { hashDurably, syncFolder, writeDurably } from "../durable-files.ts";
import { digestOf } from "./data-keys.ts";
import { type LedgerFile, ledgerForm } from "./ledger-file.ts";
import { openLedgerFile } from "./open-ledger-file.ts";
import { inTransaction } from "./transaction.ts";

/**
 * Copies of the ledger's files in a new folder (0700, files 0600), each of one moment, without
 * evidence and its keys and without the secret. The folder gets its name when all is on the disk.
 */
export async function backupLedger(
  ledger: LedgerFile,
  target: string,
  now: () => Date,
): Promise<BackupManifest> {
  if (existsSync(target)) throw exists(target);
  const folder = `${target}.${Buffer.from(ledger.random(6)).toString("hex")}.tmp`;
  try {
    mkdirSync(folder, { mode: 0o700 });
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
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    writeDurably(join(folder, manifestName), text);
    syncFolder(folder);
    if (existsSync(target)) throw exists(target);
    renameSync(folder, target);
    syncFolder(dirname(target));
    const body = { manifest: digestOf(Buffer.from(text)) };
    inTransaction(ledger.db, () => ledger.chain.append({ kind: "backed_up", request: "", body }));
    return manifest;
  } catch (error) {
    throw notWritable(target, error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
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

function exists(target: string): UsageError {
  return new UsageError(
    "output_exists",
    `${target} exists already.`,
    "Name a folder that does not: a backup is never written over another.",
  );
}

function notWritable(target: string, error: unknown): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  return new InputError(
    "backup_not_writable",
    `The backup ${basename(target)} cannot be written in ${dirname(target)} (${code}).`,
    "Check that the folder is there and may be written, and that there is space.",
  );
}
