import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError, systemErrorCode } from "../../../model/errors.ts";
import {
  type BackupFile,
  type BackupManifest,
  isSealedBy,
  manifestName,
  parseManifest,
} from "../../backup-manifest.ts";
import { copyDurably } from "../../durable-files.ts";
import { type LedgerFile, type LedgerWorld, openMadeLedger } from "../ledger-file.ts";

/** A backup's files in a folder of our own, with its ledger open. */
export interface OpenBackup {
  ledger: LedgerFile;
  /** Path of its copy; undefined for a file that it does not have. */
  fileOf(name: BackupFile["name"]): string | undefined;
}

/**
 * Copies a backup's files, checking them on the way. Throws ServiceError where the secret is not
 * theirs.
 *
 * @param into a folder that is there and empty
 * @returns names of files that are not as they were written, if any
 */
export async function openBackup(
  folder: string,
  into: string,
  keyFile: string,
  world: LedgerWorld,
): Promise<OpenBackup | { spoilt: readonly string[] }> {
  const manifest = readManifest(folder);
  const spoilt = manifest.files.flatMap(({ name, sha256 }) =>
    copied(join(folder, name), join(into, name)) === sha256 ? [] : [name],
  );
  const path = join(into, "ledger.db");
  if (spoilt.length > 0 || !existsSync(path)) {
    return { spoilt: spoilt.length > 0 ? spoilt : ["ledger.db"] };
  }
  const ledger = await openMadeLedger(path, keyFile, world);
  if (!isSealedBy(ledger.secret, manifest) || manifest.ledger !== ledger.id) {
    ledger.db.close();
    return { spoilt: [manifestName] };
  }
  const names = manifest.files.map(({ name }) => name);
  return { ledger, fileOf: (name) => (names.includes(name) ? join(into, name) : undefined) };
}

function readManifest(folder: string): BackupManifest {
  let text: string;
  try {
    text = readFileSync(join(folder, manifestName), "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw notABackup(`${folder} has no ${manifestName} that can be read (${code}).`);
  }
  const manifest = parseManifest(text);
  if (manifest === undefined) {
    throw notABackup(`${join(folder, manifestName)} is none of a backup that this version knows.`);
  }
  return manifest;
}

/** undefined for what is no file: reading a pipe would wait for ever. */
function copied(from: string, to: string): string | undefined {
  if (statSync(from, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  try {
    return copyDurably(from, to);
  } catch (error) {
    if (systemErrorCode(error) !== "EACCES") throw error;
    throw new InputError(
      "backup_unreadable",
      `${from} cannot be read (EACCES).`,
      "Check who owns the backup.",
    );
  }
}

function notABackup(message: string): InputError {
  return new InputError(
    "backup_unreadable",
    message,
    "Name a folder that was written by: heartbeat ledger backup FOLDER",
  );
}
