import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { dirname, join } from "node:path";
import type { Signer } from "../../signer.ts";
import { settleSigningSeed } from "../../signing-key-file.ts";
import type { LedgerFile } from "../ledger-file.ts";
import { inTransaction } from "../transaction.ts";

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * The ledger's signing key, made at the first use; the chain says which one it is, so that a key
 * that somebody puts in its place is noticed.
 */
export function openSigner({ db, chain, secret, random }: LedgerFile): Signer {
  const path = join(dirname(db.path), "signing.key");
  return inTransaction(db, () => {
    const seed = settleSigningSeed(path, secret, random);
    const der = Buffer.concat([pkcs8, seed]);
    const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    const open = createPublicKey(key);
    const spki = open.export({ format: "der", type: "spki" });
    const fingerprint = createHash("sha256").update(spki).digest("hex");
    const body = { public_key: fingerprint };
    const known = db.get(
      "SELECT 1 FROM event WHERE kind = 'signing_key' AND body = ?",
      JSON.stringify(body),
    );
    if (known === undefined) chain.append({ kind: "signing_key", request: "", body });
    return {
      publicKey: open.export({ format: "pem", type: "spki" }).toString(),
      fingerprint,
      sign: (bytes) => sign(null, bytes, key),
    };
  });
}
