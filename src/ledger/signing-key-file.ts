import { createHmac } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { ServiceError, systemErrorCode } from "../model/errors.ts";
import { syncFolder, writeDurably } from "./durable-files.ts";
import { ledgerNotWritable } from "./ledger-error.ts";
import { seal, unseal } from "./seal.ts";
import { putInPlace } from "./secret-file.ts";
import type { Random } from "./token.ts";

const place = ["signing key"];
const seedBytes = 32;

/**
 * The seed of the signing key, in a file beside the ledger (0600), sealed with the ledger's secret:
 * the file alone signs nothing. Made where there is none, whole or not at all; of two who make one,
 * one wins.
 */
export function settleSigningSeed(path: string, secret: Uint8Array, random: Random): Uint8Array {
  return read(path, secret) ?? make(path, secret, random);
}

function read(path: string, secret: Uint8Array): Uint8Array | undefined {
  try {
    const text = readFileSync(path, "latin1");
    const seed = unseal(wrapping(secret), Buffer.from(text, "base64"), place);
    if (seed?.length === seedBytes) return seed;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return undefined;
    throw unusable(path, code);
  }
  throw unusable(path, undefined);
}

function make(path: string, secret: Uint8Array, random: Random): Uint8Array {
  const seed = random(seedBytes);
  const sealed = seal(wrapping(secret), seed, place, random);
  const temporary = `${path}.${Buffer.from(random(6)).toString("hex")}.tmp`;
  try {
    writeDurably(temporary, `${sealed.toString("base64")}\n`);
    putInPlace(temporary, path);
    syncFolder(dirname(path));
    return seed;
  } catch (error) {
    const known = systemErrorCode(error) === "EEXIST" ? read(path, secret) : undefined;
    if (known !== undefined) return known;
    throw ledgerNotWritable(path, error);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function wrapping(secret: Uint8Array): Buffer {
  return createHmac("sha256", secret).update("signing key").digest();
}

function unusable(path: string, code: string | undefined): ServiceError {
  return new ServiceError(
    "signing_key_unusable",
    code === undefined
      ? `${path} does not open with the secret of the ledger: it is damaged, or another ledger's.`
      : `The signing key, ${path}, cannot be read (${code}).`,
    "Restore it from where it was copied to, or move it aside: a new one is made, and what the old one has signed is still checked with the old public key.",
  );
}
