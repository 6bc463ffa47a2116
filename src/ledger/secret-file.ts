import { linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { platform } from "node:os";
import { basename, dirname, join } from "node:path";
import { ServiceError, systemErrorCode } from "../model/errors.ts";
import { syncFolder, writeDurably } from "./durable-files.ts";
import { ledgerNotWritable } from "./ledger-error.ts";
import type { Random } from "./token.ts";

const secretBytes = 32;

/**
 * The secret that people are known by in the ledger, in a file of its own so that a copy of the
 * ledger tells nothing about anybody. undefined where there is no file.
 */
export function readSecret(path: string): Uint8Array | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  // An editor may have put other line ends.
  if (/^[0-9a-f]{64}\s*$/.test(text)) return Buffer.from(text.trim(), "hex");
  throw new ServiceError(
    "ledger_key_invalid",
    `${path} does not hold the secret of the ledger: 64 hexadecimal digits.`,
    "Restore it from where secrets are kept; no backup of the ledger holds it.",
  );
}

function readText(path: string): string | undefined {
  try {
    refuseShared(path);
    return readFileSync(path, "latin1");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return undefined;
    if (code === undefined || error instanceof ServiceError) throw error;
    throw new ServiceError(
      "ledger_key_unreadable",
      `The secret of the ledger, ${path}, cannot be read (${code}).`,
      "Check who owns it.",
    );
  }
}

/** Windows has no such modes. */
function refuseShared(path: string): void {
  const found = statSync(path);
  if (!found.isFile()) {
    throw new ServiceError(
      "ledger_key_unreadable",
      `The secret of the ledger, ${path}, is no file.`,
      "Move it away, and restore the secret from where secrets are kept.",
    );
  }
  if (platform() === "win32" || (found.mode & 0o077) === 0) return;
  throw new ServiceError(
    "ledger_key_exposed",
    `${path} is the secret of the ledger, and others on this machine may read it.`,
    `Let nobody else in: chmod 600 ${path}`,
  );
}

/** A new one (0600): whole or not at all, and never over one that is there. */
export function makeSecret(path: string, random: Random): Uint8Array {
  const secret = random(secretBytes);
  const temporary = `${path}.${Buffer.from(random(6)).toString("hex")}.tmp`;
  try {
    removeUnfinished(path);
    writeDurably(temporary, `${Buffer.from(secret).toString("hex")}\n`);
    putInPlace(temporary, path);
    syncFolder(dirname(path));
    return secret;
  } catch (error) {
    throw ledgerNotWritable(path, error);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** What killed ones have left. */
function removeUnfinished(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    const isUnfinished = name.startsWith(`${basename(path)}.`) && name.endsWith(".tmp");
    if (isUnfinished) rmSync(join(dirname(path), name), { force: true });
  }
}

/** Errors of file systems that know no hard links. */
const unlinkable: readonly string[] = ["ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EPERM"];

/** A hard link, unlike a rename, fails where something is. */
export function putInPlace(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!unlinkable.includes(systemErrorCode(error) ?? "")) throw error;
    renameSync(from, to);
  }
}
